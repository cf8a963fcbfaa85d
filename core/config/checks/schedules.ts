import { periodProblems } from "../../schedule/validate";
import { at, type Cursor, entries, isMapping, items, text } from "../cursor";
import { BUILT_IN_SCHEDULES } from "../defaults";
import { scheduleName } from "../fields";
import type { Finding } from "../finding";
import { quoted } from "../rules";
import { asSentence, choices } from "../suggest";

/** Periods, names of schedules, and the places that refer to them. */
export function scheduleFindings(file: Cursor): Finding[] {
  const developers = items(at(file, "clients")).flatMap((client) => items(at(client, "developers")));
  const schedules = [...entries(at(file, "schedules")), ...developers.map((entry) => at(entry, "schedule"))];
  const references = [at(file, "defaults", "schedule"), ...developers.map((entry) => at(entry, "schedule"))];
  return [
    ...entries(at(file, "schedules")).flatMap(badName),
    ...schedules.flatMap((schedule) => items(at(schedule, "periods")).flatMap(periodFindings)),
    ...references.flatMap((reference) => unknownSchedule(reference, file)),
    ...developers.flatMap(tagLimits),
    ...developers.flatMap((entry) => zoneFindings(entry, file)),
  ];
}

function badName({ key, path }: Cursor & { readonly key: string }): Finding[] {
  const issue = scheduleName.safeParse(key).error?.issues[0];
  if (!issue) return [];
  const hint = "Use lowercase letters, digits and single hyphens, beginning with a letter.";
  return [{ path, atKey: true, message: issue.message, hint }];
}

function periodFindings({ path, value }: Cursor): Finding[] {
  if (!isMapping(value)) return [];
  // What is not text is told by the schema.
  const texts = Object.fromEntries(Object.entries(value).filter(([, field]) => typeof field === "string"));
  return periodProblems(texts)
    .filter(({ field }) => Object.hasOwn(texts, field) || !("start" in value || "stop" in value))
    .map(({ field, message, hint }) => ({
      path: Object.hasOwn(texts, field) ? [...path, field] : path,
      ...asSentence({ message, hint }),
    }));
}

function unknownSchedule(reference: Cursor, file: Cursor): Finding[] {
  const name = text(reference);
  const known = [
    ...new Set([...Object.keys(BUILT_IN_SCHEDULES), ...entries(at(file, "schedules")).map(({ key }) => key)]),
  ];
  if (name === undefined || known.includes(name)) return [];
  const message = `there is no schedule ${quoted(name)}`;
  return [{ path: reference.path, message, hint: choices(name, known, "Use one of") }];
}

/** A schedule of the VM's own lives in its tags, which have room for days and two times. */
function tagLimits(entry: Cursor): Finding[] {
  const periods = items(at(entry, "schedule", "periods"));
  return periods
    .flatMap((period) => [at(period, "monthDays"), at(period, "months")])
    .filter(({ value }) => typeof value === "string")
    .map(({ path }) => ({
      path,
      atKey: true,
      message: "a schedule of the VM's own cannot say days of the month, or months",
      hint: "Give the schedule a name under schedules, and write the name here.",
    }));
}

/** A zone that would be passed over in silence. */
function zoneFindings(entry: Cursor, file: Cursor): Finding[] {
  const own = at(entry, "timezone");
  const schedule = at(entry, "schedule");
  const name = text(schedule);
  const zone = text(name === undefined ? at(schedule, "timezone") : at(file, "schedules", name, "timezone"));
  if (text(own) === undefined || zone === undefined || zone === text(own)) return [];
  if (name === undefined) {
    const message = `the VM's schedule says ${zone} already`;
    return [{ path: own.path, message, hint: "Keep one of the two time zones." }];
  }
  const message = `the schedule ${quoted(name)} has a time zone of its own, ${zone}, and this one is not used`;
  return [{ path: own.path, message, hint: "Remove it, or choose another schedule.", severity: "warning" }];
}
