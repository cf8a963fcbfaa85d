import { type PolicyDocument, policy } from "./document";

/**
 * The alarm topic's own policy: which services may speak on it. EventBridge sends no account and no rule along when it
 * publishes, so it alone has no condition.
 */
export function alarmTopicPolicy(topicArn: string, account: string): PolicyDocument {
  const publish = { Effect: "Allow", Action: "sns:Publish", Resource: topicArn } as const;
  return policy(
    {
      Sid: "Alarms",
      ...publish,
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    },
    { Sid: "EventRules", ...publish, Principal: { Service: "events.amazonaws.com" } },
  );
}
