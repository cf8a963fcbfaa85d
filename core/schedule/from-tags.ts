import { TAG } from "../vm/tags";
import type { NamedSchedule, Period, Schedule } from "./model";
import { isScheduleText, parseScheduleText } from "./text";
import { type Problem, periodProblems, skipDateProblem, timezoneProblem } from "./validate";

export interface ScheduleSources {
  /** The config's schedules, by name. */
  readonly named: Readonly<Record<string, NamedSchedule>>;
  /** Zone of VMs without a `Timezone` tag. */
  readonly defaultTimezone: string;
}

/** The schedule, or the problem as text for users. */
export type ScheduleOrProblem = { readonly schedule: Schedule } | { readonly problem: string };

const SCHEDULE_TAGS = [TAG.schedule, TAG.autoStart, TAG.autoStop, TAG.scheduleDays, TAG.timezone] as const;

const cache = new WeakMap<ScheduleSources["named"], Map<string, ScheduleOrProblem>>();

/**
 * The schedule of a VM's tags. `Schedule` is the name or the text of one, and overrides the other tags except
 * `Timezone`, which applies if that schedule has no zone. A missing `ScheduleDays` means every day; no tags mean no
 * periods. VMs with the same tags get the same object, so that it is parsed and evaluated once.
 */
export function scheduleOf(
  tags: Readonly<Record<string, string>>,
  { named, defaultTimezone }: ScheduleSources,
): ScheduleOrProblem {
  let known = cache.get(named);
  if (!known) {
    known = new Map();
    cache.set(named, known);
  }
  // Tags cannot contain the separator, and an empty tag counts as missing.
  const key = `${defaultTimezone}\0${SCHEDULE_TAGS.map((tag) => tags[tag]).join("\0")}`;
  const cached = known.get(key);
  if (cached) return cached;
  const found = read(tags, { named, defaultTimezone });
  known.set(key, found);
  return found;
}

function read(
  tags: Readonly<Record<string, string>>,
  { named, defaultTimezone }: ScheduleSources,
): ScheduleOrProblem {
  const tag = (key: string) => tags[key]?.trim() || undefined;
  const zone = tag(TAG.timezone) ?? defaultTimezone;
  const name = tag(TAG.schedule);
  if (name === undefined) return checked({ timezone: zone, periods: ownPeriods(tag), skipDates: [] }, "");
  const where = `${TAG.schedule} "${name}": `;
  if (isScheduleText(name)) {
    const parsed = parseScheduleText(name);
    return "schedule" in parsed
      ? checked(inZone(parsed.schedule, zone), where)
      : { problem: where + listed(parsed.problems) };
  }
  const schedule = Object.hasOwn(named, name) ? named[name] : undefined;
  if (!schedule) return { problem: `${TAG.schedule} "${name}" is not one of the schedules` };
  return checked(inZone(schedule, zone), where);
}

function inZone({ timezone, periods, skipDates }: NamedSchedule, zone: string): Schedule {
  return { timezone: timezone ?? zone, periods, skipDates };
}

function ownPeriods(tag: (key: string) => string | undefined): Period[] {
  const [start, stop, days] = [tag(TAG.autoStart), tag(TAG.autoStop), tag(TAG.scheduleDays)];
  if (start === undefined && stop === undefined && days === undefined) return [];
  return [{ days: days ?? "all", ...(start && { start }), ...(stop && { stop }) }];
}

function checked(schedule: Schedule, where: string): ScheduleOrProblem {
  const problems = [
    timezoneProblem(schedule.timezone),
    ...schedule.periods.flatMap(periodProblems),
    ...schedule.skipDates.map(skipDateProblem),
  ].filter((problem) => problem !== undefined);
  return problems.length === 0 ? { schedule } : { problem: where + listed(problems) };
}

function listed(problems: readonly Problem[]): string {
  return problems.map(({ message, hint }) => `${message} (${hint})`).join("; ");
}
