import { createTableClient } from "../shared/dynamo/client";
import { createEc2Client } from "../shared/ec2/client";
import { readEnvironment } from "../shared/environment";
import { createJiraClient } from "../shared/jira/client";
import { secretCredentials } from "../shared/jira/credentials";
import { createLogger } from "../shared/logger";
import { createCounters } from "../shared/metrics";
import { dynamoRecords } from "./announcement-store";
import { contract } from "./contract";
import { ec2Instances } from "./fleet";
import { handle } from "./run";

const METRIC = {
  ready: "BootReady",
  failed: "BootFailed",
  "never-ready": "BootNeverReady",
  "launch-failed": "LaunchFailed",
  "stop-warning": "StopWarning",
} as const;

const { SETTINGS: settings, TABLE_NAME: tableName, JIRA_SECRET_ID: jiraSecretId } = readEnvironment(contract);
const logger = createLogger();
const counters = createCounters();
const instances = ec2Instances(createEc2Client(), settings.project);
const records = dynamoRecords(createTableClient(), tableName);
const jira = settings.jira
  ? createJiraClient({ baseUrl: settings.jira.baseUrl, credentials: secretCredentials(jiraSecretId) })
  : undefined;

/** EC2 state changes, tag changes and the sweep: tells tickets what became of their VMs. */
export async function handler(event: unknown): Promise<void> {
  try {
    const outcome = await handle(event, {
      settings,
      instances,
      records,
      ...(jira ? { jira } : {}),
      now: () => new Date(),
      warn: (message, details) => {
        logger.warn(message, details);
        counters.count("AnnouncementWarning");
      },
      onAnnounced: (due, vm, announcement) => {
        logger.info("Announcement", { ...due, instanceId: vm.id, ...vm.person, announcement });
        if (announcement !== "known") counters.count(METRIC[due.kind]);
      },
    });
    logger.info("Event handled", { outcome });
  } catch (error) {
    logger.error("Event failed", error as Error);
    throw error;
  } finally {
    counters.publish();
  }
}
