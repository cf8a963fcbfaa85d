import { opinionAt } from "../../core/schedule/boundaries";
import { MS_PER_DAY } from "../../core/schedule/days";
import type { Schedule } from "../../core/schedule/model";

export interface Boundary {
  readonly kind: "start" | "stop";
  readonly at: Date;
}

/** A 29 February that is a Friday comes again after 40 years at most; no other date takes longer. */
const YEARS = 40;

/** The next starts and stops after an instant, at most `count`; fewer when no more come. */
export function nextBoundaries(schedule: Schedule, from: Date, count: number): Boundary[] {
  const found: Boundary[] = [];
  let next = nextBoundary(schedule, from);
  while (next && found.length < count) {
    found.push(next);
    if (found.length < count) next = nextBoundary(schedule, next.at);
  }
  return found;
}

/** The next start or stop after an instant; undefined when none comes. The scheduler itself looks a year ahead. */
export function nextBoundary(schedule: Schedule, from: Date): Boundary | undefined {
  const years = hasDates(schedule) ? YEARS : 1;
  for (let year = 0; year < years; year++) {
    const { next, nextKind } = opinionAt(schedule, from.getTime() + year * 366 * MS_PER_DAY);
    if (next !== null && nextKind !== null) return { kind: nextKind, at: new Date(next) };
  }
  return undefined;
}

/** Why no start or stop comes. */
export function whyNothingComes(schedule: Schedule, from: Date): string {
  if (schedule.periods.length === 0) return "no start or stop comes: the schedule has none";
  return opinionAt(schedule, from.getTime()).wish === "running"
    ? "no start or stop comes: the schedule has it run at all times"
    : "no start or stop comes: no date to come fits the schedule";
}

/** Whether more than the weekday decides on which dates it does something: others repeat every week. */
function hasDates({ periods, skipDates }: Schedule): boolean {
  return (
    skipDates.length > 0 ||
    periods.some(({ days, monthDays, months }) => days.includes("#") || (monthDays ?? months) !== undefined)
  );
}
