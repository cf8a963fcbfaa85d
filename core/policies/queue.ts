import { neverWithoutTls, type PolicyDocument, policy } from "./document";

/**
 * A queue's own policy: denies requests without TLS. Otherwise IAM decides.
 *
 * @param eventRules ARN pattern of the EventBridge rules whose undeliverable events it takes
 */
export function queuePolicy(queueArn: string, eventRules?: string): PolicyDocument {
  const refusal = neverWithoutTls("sqs:*", queueArn);
  if (eventRules === undefined) return policy(refusal);
  return policy(refusal, {
    Sid: "SendFailedEvents",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnLike: { "aws:SourceArn": eventRules } },
  });
}
