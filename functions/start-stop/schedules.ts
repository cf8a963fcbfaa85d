import type { SSMProvider } from "@aws-lambda-powertools/parameters/ssm";
import * as z from "zod";
import { schedulesPath } from "../../core/aws/agreed-names";
import type { NamedSchedule, SchedulesByName } from "../../core/schedule/model";
import { parseJson } from "../shared/parse-json";
import { SchedulesUnreadableError } from "./errors";

/** Seconds until the schedules are read again. */
const CACHED_SECONDS = 60;

const text = z.string().optional();
const schema: z.ZodType<NamedSchedule> = z.object({
  timezone: text,
  periods: z.array(
    z.object({ days: z.string().default("all"), monthDays: text, months: text, start: text, stop: text }),
  ),
  skipDates: z.array(z.string()).default([]),
  idleStopMinutes: z.number().min(0).optional(),
});

export interface NamedSchedules {
  readonly named: SchedulesByName;
  /** A sentence for each parameter that is not a valid schedule. */
  readonly problems: readonly string[];
}

/**
 * The config's named schedules. A parameter that is not a valid schedule is left out and reported: only its VMs are
 * left alone. Times, days and zones are checked when a VM follows the schedule.
 *
 * @throws SchedulesUnreadableError when Parameter Store does not answer
 */
export async function readSchedules(
  provider: Pick<SSMProvider, "getMultiple">,
  project: string,
): Promise<NamedSchedules> {
  const path = schedulesPath(project);
  const parameters = await provider.getMultiple(path, { maxAge: CACHED_SECONDS }).catch((cause) => {
    throw new SchedulesUnreadableError(`The schedules below ${path} cannot be read`, { cause });
  });
  const named: Record<string, NamedSchedule> = {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(parameters ?? {})) {
    const name = key.slice(key.lastIndexOf("/") + 1);
    const parsed = schema.safeParse(parseJson(value));
    if (parsed.success) named[name] = parsed.data;
    else problems.push(`The parameter ${path}/${name} is not a valid schedule`);
  }
  return { named, problems };
}
