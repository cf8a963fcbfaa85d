import type { NamedSchedule } from "../../schedule/model";
import { printSchedule } from "../../schedule/print";
import { isScheduleText, parseScheduleText, scheduleTextProblem } from "../../schedule/text";
import { isWholeText } from "../../schedule/text-periods";
import { periodProblems } from "../../schedule/validate";
import { TAG_VALUE_MAX } from "../../vm/tags";
import { at, type Cursor, entries, isMapping, items, text } from "../cursor";
import { BUILT_IN_SCHEDULES } from "../defaults";
import { scheduleName } from "../fields";
import type { Finding } from "../finding";
import { quoted } from "../rules";
import { ownSchedule as ownScheduleSchema } from "../schema-schedules";
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
    ...developers.map((entry) => at(entry, "schedule")).flatMap(tooLongForTag),
    ...developers.flatMap((entry) => zoneFindings(entry, file)),
  ];
}

function badName({ key, path }: Cursor & { readonly key: string }): Finding[] {
  if (isWholeText(key)) {
    const message = `${quoted(key)} is a schedule by itself, and so no name of one`;
    return [{ path, atKey: true, message, hint: "Choose another name." }];
  }
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
  if (name !== undefined && isScheduleText(name)) return textFindings(reference, name);
  const known = [
    ...new Set([...Object.keys(BUILT_IN_SCHEDULES), ...entries(at(file, "schedules")).map(({ key }) => key)]),
  ];
  if (name === undefined || known.includes(name)) return [];
  const message = `there is no schedule ${quoted(name)}`;
  return [{ path: reference.path, message, hint: choices(name, known, "Use one of") }];
}

function textFindings({ path }: Cursor, schedule: string): Finding[] {
  // Where only a name may stand, the schema has told it.
  const problem = path[0] === "defaults" ? undefined : scheduleTextProblem(schedule);
  return problem ? [{ path, ...asSentence(problem) }] : [];
}

/** A schedule of the VM's own lives in a tag. */
function tooLongForTag(schedule: Cursor): Finding[] {
  const own = ownHours(schedule);
  const length = own ? printSchedule(own).length : 0;
  if (length <= TAG_VALUE_MAX) return [];
  return [
    {
      path: schedule.path,
      message: `a schedule of the VM's own has room for ${TAG_VALUE_MAX} characters as text, and this one takes ${length}`,
      hint: "Give the schedule a name under schedules, and write the name here.",
    },
  ];
}

function ownHours(schedule: Cursor): Omit<NamedSchedule, "timezone"> | undefined {
  const written = text(schedule);
  if (written !== undefined) {
    const parsed = isScheduleText(written) ? parseScheduleText(written) : { problems: [] };
    if (!("schedule" in parsed)) return undefined;
    const { periods, skipDates } = parsed.schedule;
    return { periods, skipDates };
  }
  const parsed = ownScheduleSchema.safeParse(schedule.value);
  return typeof parsed.data === "object"
    ? { periods: parsed.data.periods, skipDates: parsed.data.skipDates }
    : undefined;
}

/** A zone that would be passed over in silence. */
function zoneFindings(entry: Cursor, file: Cursor): Finding[] {
  const own = at(entry, "timezone");
  const schedule = at(entry, "schedule");
  const name = text(schedule);
  const isOwn = name === undefined || isScheduleText(name);
  const zone = zoneOf(isOwn ? schedule : at(file, "schedules", name));
  if (text(own) === undefined || zone === undefined || zone === text(own)) return [];
  if (isOwn) {
    const message = `the VM's schedule says ${zone} already`;
    return [{ path: own.path, message, hint: "Keep one of the two time zones." }];
  }
  const message = `the schedule ${quoted(name)} has a time zone of its own, ${zone}, and this one is not used`;
  return [{ path: own.path, message, hint: "Remove it, or choose another schedule.", severity: "warning" }];
}

function zoneOf(schedule: Cursor): string | undefined {
  const written = text(schedule);
  if (written === undefined) return text(at(schedule, "timezone"));
  const parsed = parseScheduleText(written);
  return "schedule" in parsed ? parsed.schedule.timezone : undefined;
}
