import * as z from "zod";
import { parseDuration } from "../schedule/duration";
import { SCHEDULE_RULES } from "./defaults";
import { duration } from "./duration";
import { ruled } from "./rules";

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
  ruled(
    duration({ shortest: shortest * DAY, longest: longest * DAY }, { description, examples: ["30d", "7d"] }),
    (value) =>
      (parseDuration(value) ?? 0) % DAY === 0
        ? undefined
        : {
            message: `${JSON.stringify(value)} is not a number of whole days`,
            hint: "Write days, such as 30d.",
          },
  );

const dormancy = z
  .union([
    ruled(z.string(), (value) =>
      value === "off"
        ? undefined
        : {
            message: `${JSON.stringify(value)} says nothing here`,
            hint: "Write off, or { after: 30d, warnBefore: 7d }.",
          },
    ),
    ruled(
      z.strictObject({
        after: days(2, 365, "Days without use after which a VM is removed.").default(
          `${SCHEDULE_RULES.dormancy.afterDays}d`,
        ),
        warnBefore: days(1, 90, "Days before the removal at which people are warned.").default(
          `${SCHEDULE_RULES.dormancy.warnBeforeDays}d`,
        ),
      }),
      ({ after, warnBefore }) =>
        // A length that is itself wrong has been told.
        (parseDuration(warnBefore) ?? 0) < (parseDuration(after) ?? Number.POSITIVE_INFINITY) ||
        [warnBefore, after].some((value) => (parseDuration(value) ?? 1) % DAY !== 0)
          ? undefined
          : {
              message: `a warning ${warnBefore} before comes no later than the last use, of which ${after} have to pass`,
              hint: "Choose a warnBefore that is shorter than after.",
            },
    ),
  ])
  .meta({ description: "What becomes of VMs that nobody uses; off: they stay.", examples: ["off"] })
  .prefault({});

export const scheduler = z
  .strictObject({
    offHoursMax: duration(
      { shortest: 15, longest: DAY },
      {
        description:
          "How long a VM that somebody started outside its hours may run: hours, or text such as 90m.",
        examples: ["4h", "90m", 4],
      },
    ).default(SCHEDULE_RULES.offHoursMaxMinutes / HOUR),
    keepMax: duration(
      { shortest: HOUR, longest: 90 * DAY },
      {
        description: "How far ahead a VM's KeepUntil tag may lie: hours, or text such as 7d.",
        examples: ["7d", "12h"],
      },
    ).default(SCHEDULE_RULES.keepMaxMinutes / HOUR),
    warnBefore: duration(
      { shortest: 5, longest: 4 * HOUR, off: true },
      {
        description: "How long before a stop people on the VM are warned, or off.",
        examples: ["15m", "1h", "off"],
      },
    ).default(SCHEDULE_RULES.warnBeforeMinutes / HOUR),
    startLead: duration(
      { shortest: 1, longest: 30, off: true },
      {
        description: "How early a big fleet's starts may go out, spread over that time, or off.",
        examples: ["10m", "30m", "off"],
      },
    ).default(SCHEDULE_RULES.startLeadMinutes),
    idleStop: idleStop.default(SCHEDULE_RULES.idleStopMinutes),
    dormancy,
  })
  .meta({ description: "Rules of the start and stop schedule." })
  .prefault({});
