import { neverWithoutTls, type PolicyDocument, policy } from "./document";

/**
 * A queue's own policy: nobody without TLS. What else may be done with it, IAM says.
 *
 * @param eventRules ARN pattern of the EventBridge rules whose undeliverable events it takes
 */
export function queuePolicy(queueArn: string, eventRules?: string): PolicyDocument {
  const refusal = neverWithoutTls("sqs:*", queueArn);
  if (eventRules === undefined) return policy(refusal);
  return policy(refusal, {
    Sid: "GiveUpEvents",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnLike: { "aws:SourceArn": eventRules } },
  });
}
