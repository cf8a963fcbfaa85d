import * as z from "zod";
import type { NamedSchedule } from "../../schedule/model";
import { parseScheduleText, scheduleTextProblem } from "../../schedule/text";
import { isWholeText } from "../../schedule/text-periods";
import { periodProblems, skipDateProblem } from "../../schedule/validate";
import { at, type Cursor, entries, isMapping, items } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { quoted } from "../file/quoted";
import { minutesOf } from "../values/duration";
import { matching } from "../values/matching";
import { requireChecked } from "../values/require-checked";
import { scheduleText, withFullHint } from "../values/schedule-text";
import { timezone } from "../values/timezone";
import { idleStop } from "./scheduler";

export const SCHEDULE_TEXT_EXAMPLE = "mon-fri 08:00-18:00 / sat 10:00-14:00";

const NAME_HINT = "Use lowercase letters, digits and single hyphens, beginning with a letter.";

export const scheduleName = matching(
  /^(?=.{1,64}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
  "a name for a schedule",
  NAME_HINT,
  {
    description: "Name of a schedule, under schedules or built in.",
    examples: ["office-hours", "always-on"],
  },
);

const period = z
  .strictObject({
    days: z
      .string()
      .meta({
        description: "Days on which it starts.",
        examples: ["mon-fri", "sat,sun", "all", "mon#2", "fri#L"],
      })
      .default("all"),
    monthDays: z
      .string()
      .meta({ description: "Days of the month.", examples: ["1-15", "L"] })
      .optional(),
    months: z
      .string()
      .meta({ description: "Months.", examples: ["jan-mar"] })
      .optional(),
    start: z
      .string()
      .meta({ description: "Time to start at; absent: never started by schedule.", examples: ["08:00"] })
      .optional(),
    stop: z
      .string()
      .meta({ description: "Time to stop at; absent: never stopped by schedule.", examples: ["18:00"] })
      .optional(),
  })
  .meta({ description: "A period of running time, in wall-clock times of the schedule's zone." });

/** The hours of a schedule that is a mapping, named or a VM's own. */
export const scheduleParts = {
  timezone: timezone.meta({ description: "Time zone; each VM's own where absent." }).optional(),
  periods: z.array(period).meta({ description: "When VMs run: one period or several." }).default([]),
  skipDates: z
    .array(
      scheduleText(skipDateProblem, {
        description: "A date, or two with both included.",
        examples: ["2026-12-25", "2026-12-24/2027-01-01"],
      }),
    )
    .meta({ description: "Dates on which no period starts." })
    .default([]),
};

const namedScheduleSchema = z
  .union([
    scheduleText(scheduleTextProblem, {
      description: "The schedule as a line of text.",
      examples: [SCHEDULE_TEXT_EXAMPLE],
    }),
    z.strictObject({
      ...scheduleParts,
      idleStop: idleStop
        .meta({ description: "Time without use after which its VMs are stopped, or off." })
        .optional(),
    }),
  ])
  .meta({ description: "When VMs run.", examples: [SCHEDULE_TEXT_EXAMPLE] });

export const schedulesSchema = z
  .record(z.string(), namedScheduleSchema)
  .meta({ description: "Schedules by name; office-hours and always-on are built in." })
  .default({});

/** Schedules that every config has; one of the same name in the file replaces it. */
export const BUILT_IN_SCHEDULES: Readonly<Record<string, NamedSchedule>> = {
  "office-hours": { periods: [{ days: "mon-fri", start: "08:00", stop: "18:00" }], skipDates: [] },
  "always-on": { periods: [{ days: "all", start: "00:00", stop: "00:00" }], skipDates: [] },
};

export function resolveSchedules(input: z.output<typeof schedulesSchema>): Record<string, NamedSchedule> {
  const own = Object.entries(input).map(([name, schedule]) => [name, resolveSchedule(schedule)] as const);
  return { ...BUILT_IN_SCHEDULES, ...Object.fromEntries(own) };
}

function resolveSchedule(input: z.output<typeof namedScheduleSchema>): NamedSchedule {
  if (typeof input === "string") return readScheduleText(input);
  const { idleStop: idle, ...schedule } = input;
  return { ...schedule, ...(idle === undefined ? {} : { idleStopMinutes: minutesOf(idle) }) };
}

/** The schedule of a text that the checks have accepted. */
export function readScheduleText(text: string): NamedSchedule {
  const parsed = parseScheduleText(text);
  return requireChecked("schedule" in parsed ? parsed.schedule : undefined, `schedule ${quoted(text)}`);
}

export function checkSchedules(schedules: Cursor): ProblemAtPath[] {
  return entries(schedules).flatMap((schedule) => [...checkName(schedule), ...checkPeriods(schedule)]);
}

function checkName({ key, path }: Cursor & { readonly key: string }): ProblemAtPath[] {
  if (isWholeText(key)) {
    const message = `${quoted(key)} is the text of a schedule, and cannot be the name of one`;
    return [{ path, atKey: true, message, hint: "Choose another name." }];
  }
  const issue = scheduleName.safeParse(key).error?.issues[0];
  return issue ? [{ path, atKey: true, message: issue.message, hint: NAME_HINT }] : [];
}

/** The periods of a schedule that is a mapping. */
export function checkPeriods(schedule: Cursor): ProblemAtPath[] {
  return items(at(schedule, "periods")).flatMap(checkPeriod);
}

function checkPeriod({ path, value }: Cursor): ProblemAtPath[] {
  if (!isMapping(value)) return [];
  // The schema reports a value that is not text.
  const texts = Object.fromEntries(Object.entries(value).filter(([, field]) => typeof field === "string"));
  return periodProblems(texts)
    .filter(({ field }) => Object.hasOwn(texts, field) || !("start" in value || "stop" in value))
    .map(({ field, ...problem }) => ({
      path: Object.hasOwn(texts, field) ? [...path, field] : path,
      ...withFullHint(problem),
    }));
}
