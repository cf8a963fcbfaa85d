import * as z from "zod";
import { scheduleTextProblem } from "../schedule/text";
import { skipDateProblem } from "../schedule/validate";
import { timezone } from "./fields";
import { scheduleText } from "./rules";
import { idleStop } from "./schema-scheduler";

const TEXT_EXAMPLE = "mon-fri 08:00-18:00 / sat 10:00-14:00";

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
  .meta({ description: "A stretch of running time, in wall-clock times of the schedule's zone." });

const parts = {
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

/** A value below `schedules`. */
export const namedSchedule = z
  .union([
    scheduleText(scheduleTextProblem, {
      description: "The schedule as a line of text.",
      examples: [TEXT_EXAMPLE],
    }),
    z.strictObject({
      ...parts,
      idleStop: idleStop
        .meta({ description: "Time without use after which its VMs are stopped, or off." })
        .optional(),
    }),
  ])
  .meta({ description: "When VMs run.", examples: [TEXT_EXAMPLE] });

/** What an entry says; whether a text is a name is judged where the names are known. */
export const ownSchedule = z
  .union([
    z.string(),
    z
      .strictObject({ ...parts, periods: parts.periods.unwrap().min(1) })
      .meta({ description: "Hours of this VM alone." }),
  ])
  .meta({
    description: "Name of a schedule, or hours of the VM's own.",
    examples: ["office-hours", TEXT_EXAMPLE],
  });

export type NamedScheduleInput = z.output<typeof namedSchedule>;
export type OwnScheduleInput = z.output<typeof ownSchedule>;
