import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { LambdaFunction } from "./lambda-function";

export interface EventRuleProps {
  readonly name: string;
  readonly description: string;
  /** EventBridge event pattern. */
  readonly pattern: object;
  readonly target: LambdaFunction;
  /** Queue of events that could not be delivered. */
  readonly deadLetterQueue: SqsQueue;
}

/** Sends AWS events that match a pattern to a Lambda. */
export class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const { name, description, pattern, target, deadLetterQueue } = props;
    const rule = new CloudwatchEventRule(this, "rule", {
      name,
      description,
      eventPattern: JSON.stringify(pattern),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: target.function.arn,
      deadLetterConfig: { arn: deadLetterQueue.arn },
    });
    target.allowInvocation(`from-${id}`, "events.amazonaws.com", rule.arn);
  }
}
