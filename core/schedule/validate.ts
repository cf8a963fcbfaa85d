import { parseMonthDays, parseMonths, parseWeekdays } from "./days";
import { isKnownZone } from "./instants";
import type { Period } from "./model";
import { parseSkipDate, parseTime } from "./times";

export interface Problem {
  readonly message: string;
  /** The expected value. */
  readonly hint: string;
}

export interface PeriodProblem extends Problem {
  readonly field: keyof Period;
}

const CHECKS: readonly { field: keyof Period; accepts: (text: string) => unknown; hint: string }[] = [
  { field: "days", accepts: parseWeekdays, hint: "mon-fri, or sat,sun, fri-mon, all, mon#2, fri#L" },
  { field: "monthDays", accepts: parseMonthDays, hint: "1-15, or 1,15, or L for the last day" },
  { field: "months", accepts: parseMonths, hint: "jan-mar, or jan,jul" },
  { field: "start", accepts: (text) => parseTime(text, "start"), hint: '"08:00", from 00:00 to 23:59' },
  { field: "stop", accepts: (text) => parseTime(text, "stop"), hint: '"18:00", from 00:00 to 24:00' },
];

/** All problems of a period; a missing `days` means every day. */
export function periodProblems(period: { readonly [field in keyof Period]?: string }): PeriodProblem[] {
  const problems: PeriodProblem[] = [];
  for (const { field, accepts, hint } of CHECKS) {
    const text = period[field];
    if (text !== undefined && accepts(text) === undefined) {
      problems.push({ field, message: `"${text}" is not a ${WHAT[field]}`, hint });
    }
  }
  if (period.start === undefined && period.stop === undefined) {
    problems.push({ field: "start", message: "a period needs a start, a stop or both", hint: '"08:00"' });
  }
  return problems;
}

const WHAT: Record<keyof Period, string> = {
  days: "list of weekdays",
  monthDays: "list of days of the month",
  months: "list of months",
  start: "time of day to start at",
  stop: "time of day to stop at",
};

/** The problem of an entry of `skipDates`. */
export function skipDateProblem(text: string): Problem | undefined {
  if (parseSkipDate(text)) return undefined;
  return {
    message: `"${text}" is not a date, nor two in order`,
    hint: "2026-12-25, or 2026-12-24/2027-01-01 with both days included",
  };
}

/** The problem of a time zone's name; old links such as `US/Eastern` are valid, plain offsets are not. */
export function timezoneProblem(name: string): Problem | undefined {
  if (/^[A-Za-z]/.test(name) && isKnownZone(name)) return undefined;
  return { message: `"${name}" is not a known time zone`, hint: "an IANA name, such as Europe/Berlin" };
}
