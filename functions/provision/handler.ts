import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context as LambdaContext, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { readEnvironment } from "../shared/environment";
import { createJiraClient } from "../shared/jira/client";
import { secretCredentials } from "../shared/jira/credentials";
import { createLogger } from "../shared/logger";
import { createCounters } from "../shared/metrics";
import { createQueueClient } from "../shared/queue-client";
import { sleep } from "../shared/retry";
import { createAwsClients } from "./clients";
import type { Context } from "./context";
import { contract } from "./contract";
import { run } from "./run";

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

/** Messages fail one by one: a failed one is retried, and in the end goes to the dead-letter queue. */
export async function handler(event: SQSEvent, lambda: LambdaContext): Promise<SQSBatchResponse> {
  logger.addContext(lambda);
  try {
    return await processPartialResponse(
      event,
      (record: SQSRecord) => run({ ctx, queue }, record),
      processor,
      {
        context: lambda,
      },
    );
  } finally {
    counters.publish();
  }
}
