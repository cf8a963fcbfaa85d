import { createTableClient } from "../shared/dynamo/client";
import { createEc2Client } from "../shared/ec2/client";
import { readEnvironment } from "../shared/environment";
import { createJiraClient } from "../shared/jira/client";
import { secretCredentials } from "../shared/jira/credentials";
import { createLogger } from "../shared/logger";
import { createCounters } from "../shared/metrics";
import { dynamoAnnouncementStore } from "./announcement-store";
import { contract } from "./contract";
import { ec2Fleet } from "./fleet";
import { createReporter } from "./report";
import { type RunDeps, run } from "./run";

const env = readEnvironment(contract);
const { SETTINGS: settings } = env;
const { project, jira } = settings;
const logger = createLogger();
const counters = createCounters();
const deps: RunDeps = {
  settings,
  fleet: ec2Fleet(createEc2Client(), project),
  store: dynamoAnnouncementStore(createTableClient(), env.TABLE_NAME),
  ...(jira
    ? {
        jira: createJiraClient({ baseUrl: jira.baseUrl, credentials: secretCredentials(env.JIRA_SECRET_ID) }),
      }
    : {}),
  report: createReporter(logger, counters),
  now: () => new Date(),
};

/** EC2's state changes, tag changes and the timer's sweep: comments on tickets what happened to their VMs. */
export async function handler(event: unknown): Promise<void> {
  try {
    const outcome = await run(event, deps);
    logger.info("Event handled", { outcome });
  } catch (error) {
    logger.error("The event could not be handled", error as Error);
    throw error;
  } finally {
    counters.publish();
  }
}
