import { arn, neverWithoutTls, type Place, type PolicyDocument, policy } from "./document";

/** Who may publish to the alarm topic: the alarms and rules of this account. */
export function alarmTopicPolicy(place: Place, topicArn: string): PolicyDocument {
  return policy(
    {
      Sid: "AlarmsPublish",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: {
        ArnLike: { "aws:SourceArn": arn(place, "cloudwatch", "alarm:*") },
        StringEquals: { "aws:SourceAccount": place.account },
      },
    },
    {
      // EventBridge names neither account nor rule when it publishes: with a condition on them nothing would arrive.
      Sid: "RulesPublish",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
    },
    neverWithoutTls("sns:Publish", topicArn),
  );
}
