import { SQSClient } from "@aws-sdk/client-sqs";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { readEnvironment } from "../shared/environment";
import { createLogger } from "../shared/logger";
import { createCounters } from "../shared/metrics";
import { sqsTicketQueue } from "../shared/ticket-queue";
import { contract } from "./contract";
import { createReporter } from "./report";
import { type RunDeps, run } from "./run";
import { readWebhookSecrets } from "./secrets";

const env = readEnvironment(contract);
const counters = createCounters();
const report = createReporter(createLogger(), counters);
// Jira waits 20 s for the answer and delivers again after a 503, which is better than long retries here.
const sqs = new SQSClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 },
});
const deps: RunDeps = {
  jira: env.SETTINGS.jira,
  readSecrets: () => readWebhookSecrets(env.WEBHOOK_SECRET_ID),
  queue: sqsTicketQueue(sqs, env.QUEUE_URL),
  report,
};

/** The route that Jira's webhook calls: verifies, decides, queues and answers. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { statusCode, body } = await run(event, deps);
  report.answered(statusCode, body);
  counters.publish();
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
