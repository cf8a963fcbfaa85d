import { type Place, type PolicyDocument, policy } from "./document";
import { useKeyThrough } from "./keys";

/** `jira-webhook`: reads its signing secret, sends to its queue. */
export function jiraWebhookPolicy(input: {
  readonly place: Place;
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
    useKeyThrough(input.place, input.keyArn, "UseKey", ["secretsmanager", "sqs"]),
  );
}
