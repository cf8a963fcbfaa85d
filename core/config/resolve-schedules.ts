import type { NamedSchedule, ScheduleRules } from "../schedule/model";
import { isScheduleText, parseScheduleText } from "../schedule/text";
import { vmSchedule } from "../vm-spec/vm-schedule";
import type { VmSchedule } from "../vm-spec/vm-spec";
import { BUILT_IN_SCHEDULES } from "./defaults";
import { minutesOf } from "./duration";
import type { ConfigInput } from "./schema";
import type { NamedScheduleInput, OwnScheduleInput } from "./schema-schedules";

const DAY = 24 * 60;

/** The built-in schedules, and the file's before them. */
export function namedSchedules(input: ConfigInput["schedules"]): Record<string, NamedSchedule> {
  const own = Object.entries(input).map(([name, schedule]) => [name, namedSchedule(schedule)] as const);
  return { ...BUILT_IN_SCHEDULES, ...Object.fromEntries(own) };
}

function namedSchedule(input: NamedScheduleInput): NamedSchedule {
  if (typeof input === "string") return fromText(input);
  const { idleStop, ...schedule } = input;
  return { ...schedule, ...(idleStop === undefined ? {} : { idleStopMinutes: minutesOf(idleStop) }) };
}

/** What an entry says of its hours; `timezone` where that is a part of it. */
export function ownSchedule(input: OwnScheduleInput): { schedule: VmSchedule; timezone?: string } {
  if (typeof input === "string" && !isScheduleText(input)) return { schedule: { name: input } };
  const { timezone, ...hours } = typeof input === "string" ? fromText(input) : input;
  return { schedule: vmSchedule(hours), ...(timezone === undefined ? {} : { timezone }) };
}

export function scheduleRules({ dormancy, ...lengths }: ConfigInput["scheduler"]): ScheduleRules {
  return {
    offHoursMaxMinutes: minutesOf(lengths.offHoursMax),
    keepMaxMinutes: minutesOf(lengths.keepMax),
    warnBeforeMinutes: minutesOf(lengths.warnBefore),
    startLeadMinutes: minutesOf(lengths.startLead),
    idleStopMinutes: minutesOf(lengths.idleStop),
    ...(typeof dormancy === "string" ? {} : { dormancy: dormancyRules(dormancy) }),
  };
}

function dormancyRules({ after, warnBefore }: { after: number | string; warnBefore: number | string }) {
  return { afterDays: minutesOf(after) / DAY, warnBeforeDays: minutesOf(warnBefore) / DAY };
}

function fromText(text: string): NamedSchedule {
  const parsed = parseScheduleText(text);
  if ("schedule" in parsed) return parsed.schedule;
  throw new TypeError(`A config was resolved before it was checked: schedule ${JSON.stringify(text)}`);
}
