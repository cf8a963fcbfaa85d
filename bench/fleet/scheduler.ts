import type { EC2Client } from "@aws-sdk/client-ec2";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { SCHEDULE_RULES } from "../../core/config/sections/scheduler";
import type { ScheduleRules } from "../../core/schedule/model";
import { ec2Fleet } from "../../functions/start-stop/fleet";
import { type Messenger, ssmMessenger } from "../../functions/start-stop/messenger";
import { createReporter } from "../../functions/start-stop/report";
import type { RunResult } from "../../functions/start-stop/result";
import { run } from "../../functions/start-stop/run";

export const PROJECT = "dev-vm";

export interface SchedulerOptions {
  readonly ec2: EC2Client;
  /** Absent: no users are logged in, and none are warned. */
  readonly ssm?: SSMClient;
  readonly rules?: Partial<ScheduleRules>;
  /** @default always */
  readonly isTimeLeft?: () => boolean;
}

/** One run of `start-stop` with its own code, but without logs and metrics. */
export function runScheduler(
  now: Date,
  { ec2, ssm, rules, isTimeLeft }: SchedulerOptions,
): Promise<RunResult> {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const noMessenger: Messenger = { warn: async () => undefined };
  return run({
    settings: {
      project: PROJECT,
      defaultTimezone: "UTC",
      rules: { ...SCHEDULE_RULES, ...rules },
      instanceTypes: ["t3.xlarge"],
    },
    fleet: ec2Fleet(ec2, PROJECT),
    messenger: ssm ? ssmMessenger(ssm, PROJECT) : noMessenger,
    readSchedules: async () => ({ named: {}, problems: [] }),
    report: createReporter(quiet, { count: () => undefined }),
    now,
    isTimeLeft: isTimeLeft ?? (() => true),
  });
}
