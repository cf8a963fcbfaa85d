import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { waive } from "../../parts/waive";

export interface TopicRuleProps {
  readonly name: string;
  readonly description: string;
  /** EventBridge event pattern. */
  readonly pattern: object;
  readonly topicArn: string;
  /** The message, with `<name>` for the value that `paths` finds in the event. */
  readonly message: string;
  /** JSON paths by name. */
  readonly paths: Readonly<Record<string, string>>;
}

/** Reports events that match a pattern to the alarm topic, as a sentence. */
export class TopicRule extends Construct {
  constructor(scope: Construct, id: string, props: TopicRuleProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, "rule", {
      name: props.name,
      description: props.description,
      eventPattern: JSON.stringify(props.pattern),
    });
    const target = new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: props.topicArn,
      inputTransformer: { inputPaths: { ...props.paths }, inputTemplate: JSON.stringify(props.message) },
    });
    waive(
      target,
      "event-target-dead-letters",
      "EventBridge retries for a day; the event itself stays in the trail, or in the service that found it.",
    );
  }
}
