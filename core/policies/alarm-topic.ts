import { arn, type Deployment } from "../aws/deployment";
import { neverWithoutTls, type PolicyDocument, policy } from "./document";

/** Who may publish to the alarm topic: the alarms and rules of this account. */
export function alarmTopicPolicy(deployment: Deployment, topicArn: string): PolicyDocument {
  return policy(
    {
      Sid: "AlarmsPublish",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: {
        ArnLike: { "aws:SourceArn": arn(deployment, "cloudwatch", "alarm:*") },
        StringEquals: { "aws:SourceAccount": deployment.account },
      },
    },
    {
      // EventBridge sends neither account nor rule when it publishes: a condition on them would drop every event.
      Sid: "RulesPublish",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
    },
    neverWithoutTls("sns:Publish", topicArn),
  );
}
