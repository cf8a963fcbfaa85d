import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { Deployment } from "../../../core/aws/deployment";
import { policy } from "../../../core/policies/document";
import { serviceBoundaryArn } from "../../../core/policies/service-boundary";
import { serviceTrust } from "../../../core/policies/trust";
import { useKeyThrough } from "../../../core/policies/use-keys";
import type { Contract, TimerContract } from "../../../functions/shared/contract";
import { policyJson } from "../../parts/policy-json";
import { waive } from "../../parts/waive";
import type { LambdaFunction } from "./lambda-function";

interface TimerProps {
  readonly timer: TimerContract;
  readonly target: LambdaFunction;
  readonly deployment: Deployment;
  /** ARN of the key of the dead-letter queue. */
  readonly keyArn: string;
  /** Queue of events that could not be delivered. */
  readonly deadLetterQueue: SqsQueue;
}

/** Invokes a Lambda at regular times, with a role that can do only that. */
class Timer extends Construct {
  constructor(scope: Construct, id: string, props: TimerProps) {
    super(scope, id);
    const { timer } = props;
    const scheduleName = `${props.deployment.project}-${timer.name}`;
    const name = `${scheduleName}-timer`;
    const role = new IamRole(this, "role", {
      name,
      description: `Lets EventBridge Scheduler call ${scheduleName}`,
      assumeRolePolicy: policyJson(serviceTrust("scheduler.amazonaws.com", props.deployment.account)),
      permissionsBoundary: serviceBoundaryArn(props.deployment),
    });
    const permissions = new IamRolePolicy(this, "permissions", {
      name,
      role: role.name,
      policy: policyJson(
        policy(
          {
            Sid: "CallFunction",
            Effect: "Allow",
            Action: "lambda:InvokeFunction",
            Resource: props.target.function.arn,
          },
          {
            Sid: "SendFailedEvents",
            Effect: "Allow",
            Action: "sqs:SendMessage",
            Resource: props.deadLetterQueue.arn,
          },
          useKeyThrough(props.deployment, props.keyArn, "EncryptFailedEvents", ["sqs"]),
        ),
      ),
    });
    const schedule = new SchedulerSchedule(this, "schedule", {
      name: scheduleName,
      description: timer.description,
      scheduleExpression: timer.expression,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: props.target.function.arn,
        roleArn: role.arn,
        input: JSON.stringify(timer.input),
        // The next event makes up for a missed one: an old event has no value.
        retryPolicy: { maximumEventAgeInSeconds: 240, maximumRetryAttempts: 2 },
        deadLetterConfig: { arn: props.deadLetterQueue.arn },
      },
      dependsOn: [permissions],
    });
    waive(schedule, "schedule-own-key", "Its input is a constant in the code, and no secret.");
  }
}

/** All timers of a function's contract, each under the id that the contract gives it. */
export function addTimers(
  scope: Construct,
  { timers = {} }: Pick<Contract, "timers">,
  props: Omit<TimerProps, "timer">,
): void {
  for (const [id, timer] of Object.entries(timers)) new Timer(scope, id, { ...props, timer });
}
