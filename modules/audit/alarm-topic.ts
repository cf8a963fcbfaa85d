import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { alarmTopicName } from "../../core/naming/agreed";
import { alarmTopicPolicy } from "../../core/policies/alarm-topic";
import type { Place } from "../../core/policies/document";
import { policyJson } from "../policy-json";
import { waive } from "../waive";

export interface AlarmTopicProps {
  readonly place: Place;
  readonly key: KmsKey;
  /** Address that hears of alarms. */
  readonly email?: string | undefined;
}

/** Where every alarm of the deployment is told: encrypted, and published to by this account's alarms and rules only. */
export class AlarmTopic extends Construct {
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string, { place, key, email }: AlarmTopicProps) {
    super(scope, id);
    this.topic = new SnsTopic(this, "topic", {
      name: alarmTopicName(place.project),
      kmsMasterKeyId: key.arn,
    });
    const policy = new SnsTopicPolicy(this, "policy", {
      arn: this.topic.arn,
      policy: policyJson(alarmTopicPolicy(place, this.topic.arn)),
    });
    waive(
      policy,
      "policy-services-for-this-account",
      "EventBridge names neither account nor rule when it publishes to a topic: a condition would drop every event.",
    );
    if (email) {
      new SnsTopicSubscription(this, "email", {
        topicArn: this.topic.arn,
        protocol: "email",
        endpoint: email,
      });
    }
  }
}
