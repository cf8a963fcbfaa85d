import { type Day, dayRule } from "./days";
import { type ZoneClock, zoneClock } from "./instants";
import type { Period, Schedule } from "./model";
import { parseSkipDate, parseTime } from "./times";

export interface CompiledPeriod {
  startsOn(day: Day): boolean;
  /** Minutes since local midnight; at least one of the two is set. */
  readonly start?: number;
  readonly stop?: number;
}

/** A schedule with parsed expressions. */
export interface CompiledSchedule {
  readonly clock: ZoneClock;
  readonly periods: readonly CompiledPeriod[];
  /** Whether a period has both a start and a stop, so that there is time outside the periods. */
  readonly hasHours: boolean;
  readonly hasStops: boolean;
}

/** @throws RangeError if `validate.ts` rejects the schedule */
export function compile(schedule: Schedule): CompiledSchedule {
  const skipped = schedule.skipDates.map(skipRange);
  const isSkipped = (day: Day) => skipped.some(({ from, to }) => day >= from && day <= to);
  const periods = schedule.periods.map((period) => compilePeriod(period, isSkipped));
  return {
    clock: zoneClock(schedule.timezone),
    periods,
    hasHours: periods.some(({ start, stop }) => start !== undefined && stop !== undefined),
    hasStops: periods.some(({ stop }) => stop !== undefined),
  };
}

function compilePeriod(period: Period, isSkipped: (day: Day) => boolean): CompiledPeriod {
  const rule = dayRule(period);
  return {
    startsOn: (day) => rule(day) && !isSkipped(day),
    ...(period.start === undefined ? {} : { start: time(period.start, "start") }),
    ...(period.stop === undefined ? {} : { stop: time(period.stop, "stop") }),
  };
}

function time(text: string, side: "start" | "stop"): number {
  const minutes = parseTime(text, side);
  if (minutes === undefined) throw new RangeError(`"${text}" is not a time to ${side} at`);
  return minutes;
}

function skipRange(text: string): { from: Day; to: Day } {
  const dates = parseSkipDate(text);
  if (!dates) throw new RangeError(`"${text}" is not a date, nor two in order`);
  return dates;
}
