import { type PolicyDocument, policy } from "./document";

/** `jira-webhook`: reads its signing secret, sends to its queue. */
export function jiraWebhookPolicy(input: {
  readonly secretArn: string;
  readonly queueArn: string;
}): PolicyDocument {
  return policy(
    {
      Sid: "ReadSigningSecret",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: input.secretArn,
    },
    { Sid: "SendTickets", Effect: "Allow", Action: "sqs:SendMessage", Resource: input.queueArn },
  );
}
