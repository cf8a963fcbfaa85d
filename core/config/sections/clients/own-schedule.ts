import * as z from "zod";
import type { NamedSchedule } from "../../../schedule/model";
import { printSchedule } from "../../../schedule/print";
import { isScheduleText, parseScheduleText, scheduleTextProblem } from "../../../schedule/text";
import { TAG_VALUE_MAX } from "../../../vm/tags";
import { vmSchedule } from "../../../vm-spec/vm-schedule";
import type { VmSchedule } from "../../../vm-spec/vm-spec";
import { type Cursor, text } from "../../file/cursor";
import type { ProblemAtPath } from "../../file/problem";
import { withFullHint } from "../../values/schedule-text";
import { checkPeriods, readScheduleText, SCHEDULE_TEXT_EXAMPLE, scheduleParts } from "../schedules";

/** The schedule of an entry. Whether a text is the name of one is checked where the names are known. */
export const ownScheduleSchema = z
  .union([
    z.string(),
    z
      .strictObject({ ...scheduleParts, periods: scheduleParts.periods.unwrap().min(1) })
      .meta({ description: "Hours of this VM alone." }),
  ])
  .meta({
    description: "Name of a schedule, or hours of the VM's own.",
    examples: ["office-hours", SCHEDULE_TEXT_EXAMPLE],
  });

/** The schedule, and its `timezone` if it sets one. */
export function resolveOwnSchedule(input: z.output<typeof ownScheduleSchema>): {
  readonly schedule: VmSchedule;
  readonly timezone?: string;
} {
  if (typeof input === "string" && !isScheduleText(input)) return { schedule: { name: input } };
  const { timezone, ...hours } = typeof input === "string" ? readScheduleText(input) : input;
  return { schedule: vmSchedule(hours), ...(timezone === undefined ? {} : { timezone }) };
}

export function checkOwnSchedule(schedule: Cursor): ProblemAtPath[] {
  return [...checkPeriods(schedule), ...checkText(schedule), ...checkLength(schedule)];
}

function checkText(schedule: Cursor): ProblemAtPath[] {
  const written = text(schedule);
  const problem = written !== undefined && isScheduleText(written) ? scheduleTextProblem(written) : undefined;
  return problem ? [{ path: schedule.path, ...withFullHint(problem) }] : [];
}

/** A schedule of the VM's own is stored in a tag. */
function checkLength(schedule: Cursor): ProblemAtPath[] {
  const own = readHours(schedule);
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

function readHours(schedule: Cursor): Omit<NamedSchedule, "timezone"> | undefined {
  const written = text(schedule);
  if (written !== undefined) {
    const parsed = isScheduleText(written) ? parseScheduleText(written) : { problems: [] };
    if (!("schedule" in parsed)) return undefined;
    const { periods, skipDates } = parsed.schedule;
    return { periods, skipDates };
  }
  const { data } = ownScheduleSchema.safeParse(schedule.value);
  return typeof data === "object" ? { periods: data.periods, skipDates: data.skipDates } : undefined;
}
