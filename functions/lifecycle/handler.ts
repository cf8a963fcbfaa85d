import { SNSClient } from "@aws-sdk/client-sns";
import type { Context } from "aws-lambda";
import { createTableClient } from "../shared/dynamo/client";
import { createEc2Client, FLEET_RETRIES } from "../shared/ec2/client";
import { readEnvironment } from "../shared/environment";
import { createJiraClient } from "../shared/jira/client";
import { secretCredentials } from "../shared/jira/credentials";
import { createLogger } from "../shared/logger";
import { createCounters } from "../shared/metrics";
import { createQueueClient } from "../shared/queue-client";
import { REQUEST_LIMITS } from "../shared/request-limits";
import { sqsTicketQueue } from "../shared/ticket-queue";
import { dynamoConfigVmStore } from "./config-vm-store";
import { contract } from "./contract";
import { ec2Fleet } from "./fleet";
import { snsNotifier } from "./notifier";
import { createReporter } from "./report";
import { type RunDeps, run } from "./run";

const env = readEnvironment(contract);
const { SETTINGS: settings } = env;
const { project, jira } = settings;
const logger = createLogger();
const counters = createCounters();
const deps: Omit<RunDeps, "now"> = {
  settings,
  fleet: ec2Fleet(createEc2Client(FLEET_RETRIES), project),
  configVms: dynamoConfigVmStore(createTableClient(), env.TABLE_NAME),
  ...(jira
    ? {
        jira: createJiraClient({ baseUrl: jira.baseUrl, credentials: secretCredentials(env.JIRA_SECRET_ID) }),
      }
    : {}),
  queue: sqsTicketQueue(createQueueClient(), env.QUEUE_URL),
  notifier: snsNotifier(new SNSClient(REQUEST_LIMITS), { topicArn: env.TOPIC_ARN, project }),
  report: createReporter(logger, counters),
};

/** Once a day: warns of unused VMs, and has them removed if their users do not react. */
export async function handler(_event: unknown, lambda: Context): Promise<void> {
  logger.addContext(lambda);
  try {
    const vms = await run({ ...deps, now: new Date() });
    logger.info("Run finished", { vms });
  } catch (error) {
    logger.error("The run failed", error as Error);
    throw error;
  } finally {
    counters.publish();
  }
}
