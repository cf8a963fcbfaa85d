import * as z from "zod";
import { parseDuration } from "../../schedule/duration";
import type { ScheduleRules } from "../../schedule/model";
import { quoted } from "../file/quoted";
import { duration, minutesOf } from "../values/duration";
import { withRule } from "../values/with-rule";

const HOUR = 60;
const DAY = 24 * HOUR;

export const idleStop = duration(
  { shortest: 15, longest: DAY, off: true },
  {
    description: "Time without use after which a VM is stopped, or off.",
    examples: ["2h", "90m", "off"],
  },
);

const days = (shortest: number, longest: number, description: string) =>
  withRule(
    duration({ shortest: shortest * DAY, longest: longest * DAY }, { description, examples: ["30d", "7d"] }),
    (value) =>
      (parseDuration(value) ?? 0) % DAY === 0
        ? undefined
        : {
            message: `${JSON.stringify(value)} is not a number of whole days`,
            hint: "Write days, such as 30d.",
          },
  );

const dormancySchema = z
  .union([
    withRule(z.string(), (value) =>
      value === "off"
        ? undefined
        : {
            message: `${quoted(value)} is not a valid value`,
            hint: "Write off, or { after: 30d, warnBefore: 7d }.",
          },
    ),
    withRule(
      z.strictObject({
        after: days(2, 365, "Days without use after which a VM is removed.").default("30d"),
        warnBefore: days(1, 90, "Days before the removal at which a warning is sent.").default("7d"),
      }),
      ({ after, warnBefore }) =>
        // A length that is itself wrong has a problem of its own.
        (parseDuration(warnBefore) ?? 0) < (parseDuration(after) ?? Number.POSITIVE_INFINITY) ||
        [warnBefore, after].some((value) => (parseDuration(value) ?? 1) % DAY !== 0)
          ? undefined
          : {
              message: `a warning ${warnBefore} before the removal is not later than the last use, ${after} before it`,
              hint: "Choose a warnBefore that is shorter than after.",
            },
    ),
  ])
  .meta({ description: "When unused VMs are removed; off: never.", examples: ["off"] })
  .prefault({});

export const schedulerSchema = z
  .strictObject({
    offHoursMax: duration(
      { shortest: 15, longest: DAY },
      {
        description:
          "How long a VM that a user started outside its hours may run: hours, or text such as 90m.",
        examples: ["4h", "90m", 4],
      },
    ).default(4),
    keepMax: duration(
      { shortest: HOUR, longest: 90 * DAY },
      {
        description: "How far ahead a VM's KeepUntil tag may lie: hours, or text such as 7d.",
        examples: ["7d", "12h"],
      },
    ).default(7 * 24),
    warnBefore: duration(
      { shortest: 5, longest: 4 * HOUR, off: true },
      {
        description: "How long before a stop the users on the VM are warned, or off.",
        examples: ["15m", "1h", "off"],
      },
    ).default(15 / 60),
    startLead: duration(
      { shortest: 1, longest: 30, off: true },
      {
        description: "How early the starts of a big fleet may begin, spread over that time, or off.",
        examples: ["10m", "30m", "off"],
      },
    ).default(0),
    idleStop: idleStop.default(0),
    dormancy: dormancySchema,
  })
  .meta({ description: "Rules of the start and stop schedule." })
  .prefault({});

type SchedulerInput = z.output<typeof schedulerSchema>;

export function resolveScheduler({ dormancy, ...lengths }: SchedulerInput): ScheduleRules {
  return {
    offHoursMaxMinutes: minutesOf(lengths.offHoursMax),
    keepMaxMinutes: minutesOf(lengths.keepMax),
    warnBeforeMinutes: minutesOf(lengths.warnBefore),
    startLeadMinutes: minutesOf(lengths.startLead),
    idleStopMinutes: minutesOf(lengths.idleStop),
    ...(typeof dormancy === "string"
      ? {}
      : {
          dormancy: {
            afterDays: minutesOf(dormancy.after) / DAY,
            warnBeforeDays: minutesOf(dormancy.warnBefore) / DAY,
          },
        }),
  };
}

/** The rules of a config without the section. */
export const SCHEDULE_RULES: ScheduleRules = resolveScheduler(schedulerSchema.parse({}));
