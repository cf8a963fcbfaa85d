import type { Deployment } from "../../core/aws/deployment";
import { type PolicyDocument, policy } from "../../core/policies/document";
import { useKeyThrough } from "../../core/policies/use-keys";

/** `jira-webhook`: reads its signing secret, sends to its queue. */
export function jiraWebhookPolicy(input: {
  readonly deployment: Deployment;
  readonly secretArn: string;
  readonly queueArn: string;
  /** Key of both. */
  readonly keyArn: string;
}): PolicyDocument {
  return policy(
    {
      Sid: "ReadSigningSecret",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: input.secretArn,
    },
    { Sid: "SendTickets", Effect: "Allow", Action: "sqs:SendMessage", Resource: input.queueArn },
    useKeyThrough(input.deployment, input.keyArn, "UseKey", ["secretsmanager", "sqs"]),
  );
}
