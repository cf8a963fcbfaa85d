import { isScheduleText, parseScheduleText } from "../../schedule/text";
import { at, type Cursor, text } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { quoted } from "../file/quoted";
import { entriesOf } from "../sections/clients/entries";

/** Time zones of entries that have no effect, since their schedule has one. */
export function checkScheduleTimezones(file: Cursor): ProblemAtPath[] {
  return entriesOf(at(file, "clients")).flatMap((entry) => checkEntry(entry, at(file, "schedules")));
}

function checkEntry(entry: Cursor, schedules: Cursor): ProblemAtPath[] {
  const own = at(entry, "timezone");
  const schedule = at(entry, "schedule");
  const name = text(schedule);
  const isOwn = name === undefined || isScheduleText(name);
  const zone = timezoneOf(isOwn ? schedule : at(schedules, name));
  if (text(own) === undefined || zone === undefined || zone === text(own)) return [];
  if (isOwn) {
    const message = `the VM's schedule has the time zone ${zone} already`;
    return [{ path: own.path, message, hint: "Keep one of the two time zones." }];
  }
  const message = `the schedule ${quoted(name)} has a time zone of its own, ${zone}, and this one is not used`;
  return [{ path: own.path, message, hint: "Remove it, or choose another schedule.", severity: "warning" }];
}

function timezoneOf(schedule: Cursor): string | undefined {
  const written = text(schedule);
  if (written === undefined) return text(at(schedule, "timezone"));
  const parsed = parseScheduleText(written);
  return "schedule" in parsed ? parsed.schedule.timezone : undefined;
}
