import { opinionAt } from "../../core/schedule/boundaries";
import { MS_PER_DAY } from "../../core/schedule/days";
import type { Schedule } from "../../core/schedule/model";

export interface Boundary {
  readonly kind: "start" | "stop";
  readonly at: Date;
}

/** A 29 February on a given weekday recurs after 40 years at most; no other date takes longer. */
const YEARS = 40;

/** The next starts and stops after an instant, at most `count`; fewer if there are no more. */
export function nextBoundaries(schedule: Schedule, from: Date, count: number): Boundary[] {
  const found: Boundary[] = [];
  let next = nextBoundary(schedule, from);
  while (next && found.length < count) {
    found.push(next);
    if (found.length < count) next = nextBoundary(schedule, next.at);
  }
  return found;
}

/** The next start or stop after an instant; undefined if there is none. The scheduler itself looks a year ahead. */
export function nextBoundary(schedule: Schedule, from: Date): Boundary | undefined {
  const years = hasDates(schedule) ? YEARS : 1;
  for (let year = 0; year < years; year++) {
    const { next, nextKind } = opinionAt(schedule, from.getTime() + year * 366 * MS_PER_DAY);
    if (next !== null && nextKind !== null) return { kind: nextKind, at: new Date(next) };
  }
  return undefined;
}

/** The reason why there is no next start or stop. */
export function whyNothingComes(schedule: Schedule, from: Date): string {
  if (schedule.periods.length === 0) return "there is no next start or stop: the schedule has none";
  return opinionAt(schedule, from.getTime()).wish === "running"
    ? "there is no next start or stop: the schedule has it run at all times"
    : "there is no next start or stop: no future date matches the schedule";
}

/** Whether its dates depend on more than the weekday: other schedules repeat every week. */
function hasDates({ periods, skipDates }: Schedule): boolean {
  return (
    skipDates.length > 0 ||
    periods.some(({ days, monthDays, months }) => days.includes("#") || (monthDays ?? months) !== undefined)
  );
}
