import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context as LambdaContext, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { createJiraClient } from "../shared/jira/client";
import { secretCredentials } from "../shared/jira/credentials";
import { wait } from "../shared/jira/request";
import { createLogger } from "../shared/logger";
import { createCounters } from "../shared/metrics";
import { createAwsClients } from "./clients";
import { provisionConfig } from "./config";
import type { Context } from "./context";
import { parseMessage } from "./message";
import { workOnTicket } from "./ticket";

const config = provisionConfig();
const logger = createLogger();
const counters = createCounters();
const processor = new BatchProcessor(EventType.SQS);
const ctx: Context = {
  config,
  aws: createAwsClients(),
  jira: createJiraClient({
    baseUrl: config.settings.jira.baseUrl,
    credentials: secretCredentials(config.jiraSecretId),
  }),
  log: logger,
  counters,
  now: () => new Date(),
  sleep: wait,
};

/** Messages fail one by one: what failed comes again, and in the end goes to the dead-letter queue. */
export async function handler(event: SQSEvent, lambda: LambdaContext): Promise<SQSBatchResponse> {
  logger.addContext(lambda);
  try {
    return await processPartialResponse(event, workOnRecord, processor, { context: lambda });
  } finally {
    counters.publish();
  }
}

async function workOnRecord({ messageId, body }: SQSRecord): Promise<void> {
  try {
    const { key, delivery } = parseMessage(body);
    logger.info("Received", { ticket: key, delivery, messageId });
    await workOnTicket(ctx, key);
  } catch (error) {
    logger.error("The message failed", { messageId, error: error as Error });
    throw error;
  }
}
