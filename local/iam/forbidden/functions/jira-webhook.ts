import type { Attempt } from "../model";
import type { Scene } from "../scene";

/** What `jira-webhook` must not be able to do. */
export function attemptsOfJiraWebhook({
  session,
  apiSecret,
  webhookSecret,
  queue,
  vm,
  table,
  fn,
}: Scene): Attempt[] {
  const who = { who: "jira-webhook", session: session("jira-webhook") };
  return [
    {
      ...who,
      cannot: "read Jira's API token",
      request: { action: "secretsmanager:GetSecretValue", resource: apiSecret },
      but: { can: "read its signing secret", request: { resource: webhookSecret } },
    },
    {
      ...who,
      cannot: "read tickets",
      request: { action: "sqs:ReceiveMessage", resource: queue("tickets") },
      but: { can: "send them", request: { action: "sqs:SendMessage" } },
    },
    {
      ...who,
      cannot: "delete tickets",
      request: { action: "sqs:PurgeQueue", resource: queue("tickets") },
      but: { can: "send them", request: { action: "sqs:SendMessage" } },
    },
    {
      ...who,
      cannot: "send to the queue of failed events",
      request: { action: "sqs:SendMessage", resource: queue("failed-events") },
      but: { can: "send to its own", request: { resource: queue("tickets") } },
    },
    {
      ...who,
      cannot: "start a VM",
      request: { action: "ec2:StartInstances", resource: vm.instanceArn },
    },
    { ...who, cannot: "read records", request: { action: "dynamodb:GetItem", resource: table } },
    {
      ...who,
      cannot: "invoke another function",
      request: { action: "lambda:InvokeFunction", resource: fn("provision") },
    },
    {
      ...who,
      cannot: "write another function's log",
      request: {
        action: "logs:PutLogEvents",
        resource: `${fn("x").split(":lambda:")[0]}:logs:us-east-1:123456789012:log-group:/aws/lambda/x:log-stream:y`,
      },
    },
  ];
}
