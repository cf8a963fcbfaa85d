import { isScheduleText, parseScheduleText, withPlace } from "../../../core/schedule/text";
import { periodProblems } from "../../../core/schedule/validate";
import { TAG_VALUE_MAX } from "../../../core/vm/tags";
import { vmSchedule } from "../../../core/vm-spec/vm-schedule";
import type { VmSchedule } from "../../../core/vm-spec/vm-spec";
import type { ProvisionSettings } from "../contract";
import type { RequestFields } from "./request-fields";

/** Adds a problem of the ticket. */
export type AddProblem = (what: string, found: string, expected: string) => void;

interface RequestedSchedule {
  readonly schedule: VmSchedule;
  /** Present when the schedule's text names one. */
  readonly timezone?: string;
}

type ScheduleFields = Partial<Pick<RequestFields, "autoStart" | "autoStop" | "schedule" | "timezone">>;

/** When a ticket's VM runs: its schedule by name or text, its times, or the default. */
export function requestedSchedule(
  fields: ScheduleFields,
  settings: ProvisionSettings,
  addProblem: AddProblem,
): RequestedSchedule {
  if (fields.schedule === undefined) return { schedule: scheduleOfTimes(fields, settings, addProblem) };
  if (fields.autoStart ?? fields.autoStop) {
    addProblem(
      "Schedule",
      "the field is filled in beside AutoStart or AutoStop",
      "either Schedule, or AutoStart and AutoStop",
    );
  }
  if (isScheduleText(fields.schedule)) return scheduleOfText(fields.schedule, fields.timezone, addProblem);
  const name = fields.schedule.toLowerCase();
  if (!settings.scheduleNames.includes(name)) {
    const known = settings.scheduleNames.join(", ");
    addProblem("Schedule", `"${fields.schedule}" is not known`, `one of ${known}, or "mon-fri 08:00-18:00"`);
  }
  return { schedule: { name } };
}

function scheduleOfText(text: string, zone: string | undefined, addProblem: AddProblem): RequestedSchedule {
  const parsed = parseScheduleText(text);
  if ("problems" in parsed) {
    for (const problem of parsed.problems) addProblem("Schedule", withPlace(problem), problem.hint);
    return { schedule: { text } };
  }
  const { timezone, ...hours } = parsed.schedule;
  const schedule = vmSchedule(hours);
  if ("text" in schedule && schedule.text.length > TAG_VALUE_MAX) {
    addProblem("Schedule", `the text has ${schedule.text.length} characters`, `at most ${TAG_VALUE_MAX}`);
  }
  if (timezone !== undefined && zone !== undefined && zone !== timezone) {
    addProblem("Timezone", `"${zone}" beside a schedule in ${timezone}`, "one time zone");
  }
  return { schedule, ...(timezone === undefined ? {} : { timezone }) };
}

function scheduleOfTimes(
  fields: ScheduleFields,
  { defaults }: ProvisionSettings,
  addProblem: AddProblem,
): VmSchedule {
  const start = fields.autoStart && withTwoDigits(fields.autoStart);
  const stop = fields.autoStop && withTwoDigits(fields.autoStop);
  if (!start && !stop) return { name: defaults.schedule };
  if (!start) addProblem("AutoStart", "the field is empty while AutoStop is not", "both times, or neither");
  if (!stop) addProblem("AutoStop", "the field is empty while AutoStart is not", "both times, or neither");
  const days = start === "00:00" && stop === "00:00" ? "all" : "mon-fri";
  const period = { days, ...(start ? { start } : {}), ...(stop ? { stop } : {}) };
  for (const { field, message, hint } of periodProblems(period)) {
    addProblem(field === "start" ? "AutoStart" : "AutoStop", message, hint);
  }
  return { period };
}

/** Users write `8:00`, and Jira's time pickers `08:00:00`. */
function withTwoDigits(time: string): string {
  const match = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(time);
  return match ? `${match[1]?.padStart(2, "0")}:${match[2]}` : time;
}
