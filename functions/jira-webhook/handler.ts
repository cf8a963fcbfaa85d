import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { readEnvironment } from "../shared/environment";
import { createLogger } from "../shared/logger";
import { createCounters } from "../shared/metrics";
import { formatTicketMessage } from "../shared/ticket-message";
import { contract } from "./contract";
import { receive } from "./run";
import { webhookSecrets } from "./secrets";

const { SETTINGS: settings, QUEUE_URL: queueUrl, WEBHOOK_SECRET_ID: secretId } = readEnvironment(contract);
const logger = createLogger();
const counters = createCounters();
// Jira waits 20 s for the answer and sends again after a 503: better that than a long retry here.
const sqs = new SQSClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 },
});

/** The route that Jira's webhook calls: verify, judge, enqueue, answer. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { statusCode, body } = await receive(event, {
    jira: settings.jira,
    secrets: () => webhookSecrets(secretId),
    enqueue: async (message) => {
      await sqs.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: formatTicketMessage(message) }),
      );
    },
    onError: (what, error) => logger.error(`Failed at ${what}`, error as Error),
  });
  logger.info("Delivery answered", { statusCode, outcome: body });
  counters.count(`WebhookAnswered${statusCode}`);
  counters.publish();
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
