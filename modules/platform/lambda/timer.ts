import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { Deployment } from "../../../core/aws/deployment";
import { policy } from "../../../core/policies/document";
import { useKeyThrough } from "../../../core/policies/keys";
import { serviceBoundaryArn } from "../../../core/policies/service-boundary";
import { serviceTrust } from "../../../core/policies/trust";
import { policyJson } from "../../parts/policy-json";
import { waive } from "../../parts/waive";
import type { LambdaFunction } from "./lambda-function";

export interface TimerProps {
  readonly name: string;
  readonly description: string;
  /** EventBridge Scheduler's expression, such as `rate(5 minutes)`. */
  readonly expression: string;
  readonly target: LambdaFunction;
  readonly input: object;
  readonly deployment: Deployment;
  /** ARN of the key of the dead-letter queue. */
  readonly keyArn: string;
  /** Where a tick goes that could not be delivered. */
  readonly deadLetterQueue: SqsQueue;
}

/** Calls a Lambda at regular times, with a role that can do only that. */
export class Timer extends Construct {
  constructor(scope: Construct, id: string, props: TimerProps) {
    super(scope, id);
    const name = `${props.name}-timer`;
    const role = new IamRole(this, "role", {
      name,
      description: `Lets EventBridge Scheduler call ${props.name}`,
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
            Sid: "GiveUpTicks",
            Effect: "Allow",
            Action: "sqs:SendMessage",
            Resource: props.deadLetterQueue.arn,
          },
          useKeyThrough(props.deployment, props.keyArn, "EncryptGivenUpTicks", ["sqs"]),
        ),
      ),
    });
    const schedule = new SchedulerSchedule(this, "schedule", {
      name: props.name,
      description: props.description,
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: props.target.function.arn,
        roleArn: role.arn,
        input: JSON.stringify(props.input),
        // The next tick does all that this one missed: an old one is worth nothing.
        retryPolicy: { maximumEventAgeInSeconds: 240, maximumRetryAttempts: 2 },
        deadLetterConfig: { arn: props.deadLetterQueue.arn },
      },
      dependsOn: [permissions],
    });
    waive(schedule, "schedule-own-key", "Its input is a constant that stands in the code, and no secret.");
  }
}
