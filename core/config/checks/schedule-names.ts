import { isScheduleText } from "../../schedule/text";
import { at, type Cursor, entries, text } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { quoted } from "../file/quoted";
import { choices } from "../file/suggest";
import { entriesOf } from "../sections/clients/entries";
import { BUILT_IN_SCHEDULES } from "../sections/schedules";

/** Names of schedules that do not exist, of the defaults and of entries. */
export function checkScheduleNames(file: Cursor): ProblemAtPath[] {
  const own = entries(at(file, "schedules")).map(({ key }) => key);
  const known = [...new Set([...Object.keys(BUILT_IN_SCHEDULES), ...own])];
  return [at(file, "defaults"), ...entriesOf(at(file, "clients"))]
    .map((entry) => at(entry, "schedule"))
    .flatMap((place) => {
      const name = text(place);
      if (name === undefined || isScheduleText(name) || known.includes(name)) return [];
      const message = `there is no schedule ${quoted(name)}`;
      return [{ path: place.path, message, hint: choices(name, known, "Use one of") }];
    });
}
