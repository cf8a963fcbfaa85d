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
import { run } from "./run";
import { readSchedules } from "./schedules";

/** Milliseconds that a request with its retries may take: no request is begun when less time is left. */
const RESERVE = 45_000;

const { SETTINGS: settings } = readEnvironment(contract);
const logger = createLogger();
const counters = createCounters();
const fleet = ec2Fleet(createEc2Client(FLEET_RETRIES), settings.project);
const messenger = ssmMessenger(new SSMClient({ ...REQUEST_LIMITS, retryMode: "adaptive" }), settings.project);
const schedules = new SSMProvider({ clientConfig: REQUEST_LIMITS });

/** Starts and stops VMs by their schedules. If something fails, the invocation fails after all else was attempted. */
export async function handler(_event: unknown, lambda: Context): Promise<RunResult> {
  logger.addContext(lambda);
  const begin = performance.now();
  try {
    return await run({
      settings,
      fleet,
      messenger,
      readSchedules: () => readSchedules(schedules, settings.project),
      report: createReporter(logger, counters),
      now: new Date(),
      isTimeLeft: () => lambda.getRemainingTimeInMillis() > RESERVE,
    });
  } catch (error) {
    logger.error("The run failed", error as Error);
    throw error;
  } finally {
    counters.count("RunSeconds", (performance.now() - begin) / 1000);
    counters.publish();
  }
}
