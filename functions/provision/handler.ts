import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context as LambdaContext, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { readEnvironment } from "../shared/environment";
import { createJiraClient } from "../shared/jira/client";
import { secretCredentials } from "../shared/jira/credentials";
import { createLogger } from "../shared/logger";
import { createCounters } from "../shared/metrics";
import { createQueueClient } from "../shared/queue-client";
import { sleep } from "../shared/retry";
import { parseTicketMessage } from "../shared/ticket-message";
import { createAwsClients } from "./clients";
import type { Context } from "./context";
import { contract } from "./contract";
import { isLastDelivery, redeliverSoon } from "./redeliver";
import { retire } from "./retire";
import { tellGivenUp } from "./tell";
import { workOnTicket } from "./ticket";

const env = readEnvironment(contract);
const { SETTINGS: settings } = env;
const logger = createLogger();
const counters = createCounters();
const queue = createQueueClient();
const processor = new BatchProcessor(EventType.SQS);
const ctx: Context = {
  config: {
    settings,
    tableName: env.TABLE_NAME,
    subnetIds: env.SUBNET_IDS,
    fileSystemId: env.FILE_SYSTEM_ID,
    vmPolicyArn: env.VM_POLICY_ARN,
    boundaryArn: env.BOUNDARY_ARN,
    volumesKeyArn: env.VOLUMES_KEY_ARN,
  },
  aws: createAwsClients(),
  jira: createJiraClient({
    baseUrl: settings.jira.baseUrl,
    credentials: secretCredentials(env.JIRA_SECRET_ID),
  }),
  log: logger,
  counters,
  now: () => new Date(),
  sleep,
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

async function workOnRecord(record: SQSRecord): Promise<void> {
  const { messageId, body } = record;
  let ticket: string | undefined;
  try {
    const { key, delivery, retire: request } = parseTicketMessage(body);
    ticket = key;
    logger.info("Received", { ticket, delivery, messageId });
    if (request) logger.info("Retired", { ticket, ...request, outcome: await retire(ctx, key, request) });
    else await workOnTicket(ctx, key);
  } catch (error) {
    logger.error("The message failed", { messageId, error: error as Error });
    await afterFailure(record, ticket, error);
    throw error;
  }
}

/** The message's own error is the one to go on: a failure here is logged. */
async function afterFailure(record: SQSRecord, ticket: string | undefined, error: unknown): Promise<void> {
  const onFailure = (what: string) => (cause: unknown) =>
    logger.error(what, { messageId: record.messageId, error: cause as Error });
  if (ticket && isLastDelivery(record)) {
    await tellGivenUp(ctx, ticket, error).catch(onFailure("The ticket was not told of the failure"));
  }
  await redeliverSoon(queue, record, error).catch(onFailure("The message comes back late"));
}
