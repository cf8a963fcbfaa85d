import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
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
import { formatTicketMessage } from "../shared/ticket-message";
import { configVms } from "./config-vm-store";
import { contract } from "./contract";
import { ec2Fleet } from "./fleet";
import { run } from "./run";

const METRIC = {
  none: "Unchanged",
  warn: "DormantWarned",
  report: "DormantReported",
  remove: "RemovalRequested",
  "orphan-found": "OrphanFound",
  "orphan-reported": "OrphanKept",
  "ticket-is-back": "TicketIsBack",
} as const;

const env = readEnvironment(contract);
const { SETTINGS: settings, TABLE_NAME: tableName } = env;
const logger = createLogger();
const counters = createCounters();
const fleet = ec2Fleet(createEc2Client(FLEET_RETRIES), settings.project);
const table = createTableClient();
const topic = new SNSClient(REQUEST_LIMITS);
const queue = createQueueClient();
const jira = settings.jira
  ? createJiraClient({ baseUrl: settings.jira.baseUrl, credentials: secretCredentials(env.JIRA_SECRET_ID) })
  : undefined;

/** Once a day: warns of VMs that nobody uses, and has them removed when nobody objected. */
export async function handler(_event: unknown, lambda: Context): Promise<void> {
  logger.addContext(lambda);
  try {
    const vms = await run({
      settings,
      fleet,
      configVms: (found) =>
        configVms(
          table,
          tableName,
          found.map(({ person }) => person),
        ),
      ...(jira ? { jira } : {}),
      retire: async ({ id, launchTime }, ticket, reason) => {
        const retire = { instanceId: id, launchTime: launchTime.toISOString(), reason };
        const MessageBody = formatTicketMessage({ key: ticket, delivery: `lifecycle-${id}`, retire });
        await queue.send(new SendMessageCommand({ QueueUrl: env.QUEUE_URL, MessageBody }));
      },
      notify: async (subject, Message) => {
        await topic.send(
          new PublishCommand({
            TopicArn: env.TOPIC_ARN,
            Subject: `${settings.project}: ${subject}`,
            Message,
          }),
        );
      },
      onStep: (vm, step) => {
        logger.info("Step", { instanceId: vm.id, ...vm.person, ...step });
        counters.count(METRIC[step.kind]);
      },
      now: new Date(),
    });
    logger.info("Run finished", { vms });
  } catch (error) {
    logger.error("The run failed", error as Error);
    throw error;
  } finally {
    counters.publish();
  }
}
