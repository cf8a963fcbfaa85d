import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { alarmTopicName } from "../../../core/aws/agreed-names";
import type { Deployment } from "../../../core/aws/deployment";
import { alarmTopicPolicy } from "../../../core/policies/alarm-topic";
import { policyJson } from "../../parts/policy-json";
import { waive } from "../../parts/waive";

export interface AlarmTopicProps {
  readonly deployment: Deployment;
  readonly key: KmsKey;
  /** Address that receives alarms. */
  readonly email?: string | undefined;
}

/** The topic of all alarms of the deployment: encrypted, and only this account's alarms and rules can publish to it. */
export class AlarmTopic extends Construct {
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string, { deployment, key, email }: AlarmTopicProps) {
    super(scope, id);
    this.topic = new SnsTopic(this, "topic", {
      name: alarmTopicName(deployment.project),
      kmsMasterKeyId: key.arn,
    });
    const policy = new SnsTopicPolicy(this, "policy", {
      arn: this.topic.arn,
      policy: policyJson(alarmTopicPolicy(deployment, this.topic.arn)),
    });
    waive(
      policy,
      "policy-services-for-this-account",
      "EventBridge sends neither account nor rule when it publishes to a topic: a condition would drop every event.",
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
