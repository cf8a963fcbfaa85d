import { isScheduleText, parseScheduleText, withPlace } from "../../core/schedule/text";
import { periodProblems } from "../../core/schedule/validate";
import { TAG_VALUE_MAX } from "../../core/vm/tags";
import { vmSchedule } from "../../core/vm-spec/vm-schedule";
import type { VmSchedule } from "../../core/vm-spec/vm-spec";
import type { ProvisionSettings } from "./contract";

/** Says what is wrong with a ticket. */
export type Report = (what: string, found: string, expected: string) => void;

interface Requested {
  readonly schedule: VmSchedule;
  /** Where it is a part of the schedule's text. */
  readonly timezone?: string;
}

type Fields = { readonly [field in "autoStart" | "autoStop" | "schedule" | "timezone"]?: string | undefined };

/** When a ticket's VM runs: its schedule by name or text, its times, or the default. */
export function requestedSchedule(fields: Fields, settings: ProvisionSettings, report: Report): Requested {
  if (fields.schedule === undefined) return { schedule: byTimes(fields, settings, report) };
  if (fields.autoStart ?? fields.autoStop) {
    report("Schedule", "the field is filled in beside AutoStart or AutoStop", "the one or the others");
  }
  if (isScheduleText(fields.schedule)) return byText(fields.schedule, fields.timezone, report);
  const name = fields.schedule.toLowerCase();
  if (!settings.scheduleNames.includes(name)) {
    const known = settings.scheduleNames.join(", ");
    report("Schedule", `"${fields.schedule}" is not known`, `one of ${known}, or "mon-fri 08:00-18:00"`);
  }
  return { schedule: { name } };
}

function byText(text: string, zone: string | undefined, report: Report): Requested {
  const parsed = parseScheduleText(text);
  if ("problems" in parsed) {
    for (const problem of parsed.problems) report("Schedule", withPlace(problem), problem.hint);
    return { schedule: { text } };
  }
  const { timezone, ...hours } = parsed.schedule;
  const schedule = vmSchedule(hours);
  if ("text" in schedule && schedule.text.length > TAG_VALUE_MAX) {
    report("Schedule", `the text has ${schedule.text.length} characters`, `at most ${TAG_VALUE_MAX}`);
  }
  if (timezone !== undefined && zone !== undefined && zone !== timezone) {
    report("Timezone", `"${zone}" beside a schedule in ${timezone}`, "one time zone");
  }
  return { schedule, ...(timezone === undefined ? {} : { timezone }) };
}

function byTimes(fields: Fields, { defaults }: ProvisionSettings, report: Report): VmSchedule {
  const start = fields.autoStart && withTwoDigits(fields.autoStart);
  const stop = fields.autoStop && withTwoDigits(fields.autoStop);
  if (!start && !stop) return { name: defaults.schedule };
  if (!start) report("AutoStart", "the field is empty while AutoStop is not", "both times, or neither");
  if (!stop) report("AutoStop", "the field is empty while AutoStart is not", "both times, or neither");
  const days = start === "00:00" && stop === "00:00" ? "all" : "mon-fri";
  const period = { days, ...(start ? { start } : {}), ...(stop ? { stop } : {}) };
  for (const { field, message, hint } of periodProblems(period)) {
    report(field === "start" ? "AutoStart" : "AutoStop", message, hint);
  }
  return { period };
}

/** People write `8:00`, and pickers `08:00:00`. */
function withTwoDigits(time: string): string {
  const match = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(time);
  return match ? `${match[1]?.padStart(2, "0")}:${match[2]}` : time;
}
