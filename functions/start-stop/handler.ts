import { SSMProvider } from "@aws-lambda-powertools/parameters/ssm";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Context } from "aws-lambda";
import { createEc2Client, FLEET_RETRIES } from "../shared/ec2/client";
import { readEnvironment } from "../shared/environment";
import { createLogger } from "../shared/logger";
import { createCounters } from "../shared/metrics";
import { REQUEST_LIMITS } from "../shared/request-limits";
import { contract } from "./contract";
import { ec2Fleet } from "./fleet";
import { ssmMessenger } from "./messenger";
import { createReporter } from "./report";
import type { RunResult } from "./result";
import { type RunDeps, run } from "./run";
import { readSchedules } from "./schedules";

/** Milliseconds that a request with its retries may take: no request is begun when less time is left. */
const RESERVE = 45_000;

const { SETTINGS: settings } = readEnvironment(contract);
const { project } = settings;
const logger = createLogger();
const counters = createCounters();
const schedules = new SSMProvider({ clientConfig: REQUEST_LIMITS });
const deps: Omit<RunDeps, "now" | "isTimeLeft"> = {
  settings,
  fleet: ec2Fleet(createEc2Client(FLEET_RETRIES), project),
  messenger: ssmMessenger(new SSMClient({ ...REQUEST_LIMITS, retryMode: "adaptive" }), project),
  readSchedules: () => readSchedules(schedules, project),
  report: createReporter(logger, counters),
};

/** Starts and stops VMs by their schedules. If something fails, the invocation fails after all else was attempted. */
export async function handler(_event: unknown, lambda: Context): Promise<RunResult> {
  logger.addContext(lambda);
  const begin = performance.now();
  const isTimeLeft = () => lambda.getRemainingTimeInMillis() > RESERVE;
  try {
    return await run({ ...deps, now: new Date(), isTimeLeft });
  } catch (error) {
    logger.error("The run failed", error as Error);
    throw error;
  } finally {
    counters.count("RunSeconds", (performance.now() - begin) / 1000);
    counters.publish();
  }
}
