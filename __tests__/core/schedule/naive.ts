import { type Day, dayRule, MS_PER_DAY } from "../../../core/schedule/days";
import { type ZoneClock, zoneClock } from "../../../core/schedule/instants";
import type { Period, Schedule } from "../../../core/schedule/model";
import { parseSkipDate, parseTime } from "../../../core/schedule/times";

const REACH = 800;

interface NaiveOpinion {
  readonly wish: "running" | "stopped" | "none";
  readonly boundary: number | null;
  readonly offHours: boolean;
}

/**
 * What a schedule asks for at an instant, and the boundary that it follows from: word by word as schedules are
 * specified, over all the days of more than two years, whatever that takes.
 */
export function naiveOpinion(of: Schedule, now: number): NaiveOpinion {
  const clock = zoneClock(of.timezone);
  const today = Math.floor(now / MS_PER_DAY);
  const skipped = of.skipDates.map((text) => parseSkipDate(text) ?? { from: 0, to: 0 });
  const days = Array.from({ length: REACH + 3 }, (_, index) => today - REACH + index).filter(
    (day) => !skipped.some(({ from, to }) => from <= day && day <= to),
  );
  const all = of.periods.flatMap((period) =>
    days.filter(dayRule(period)).map((day) => interval(clock, period, day)),
  );
  const spans = all.flatMap(({ start, stop }) =>
    start !== undefined && stop !== undefined ? [{ from: start, to: stop }] : [],
  );
  const starts = all.filter(({ stop }) => stop === undefined);
  const stops = all.filter(({ start }) => start === undefined);
  const runsAt = (at: number) => spans.some(({ from, to }) => from <= at && at < to);
  const begins = (at: number) => starts.some(({ start }) => start === at) || (runsAt(at) && !runsAt(at - 1));
  const ends = (at: number) => stops.some(({ stop }) => stop === at) || (!runsAt(at) && runsAt(at - 1));
  const boundary = all
    .flatMap(({ start, stop }) => [start, stop].filter((at) => at !== undefined))
    .filter((at) => at <= now && at > (today - REACH + 2) * MS_PER_DAY)
    .sort((a, b) => b - a)
    .find((at) => begins(at) || ends(at));
  const hasHours = spans.length > 0;
  if (boundary === undefined) {
    return { wish: runsAt(now) ? "running" : "none", boundary: null, offHours: hasHours && !runsAt(now) };
  }
  if (!begins(boundary)) return { wish: "stopped", boundary, offHours: hasHours };
  const midnight = starts.find(({ start }) => start === boundary)?.midnight;
  const isOver = midnight !== undefined && midnight <= now && !runsAt(midnight);
  return isOver
    ? { wish: "none", boundary: null, offHours: false }
    : { wish: "running", boundary, offHours: false };
}

function interval(clock: ZoneClock, { start, stop }: Period, day: Day) {
  const from = start === undefined ? undefined : (parseTime(start, "start") ?? 0);
  const to = stop === undefined ? undefined : (parseTime(stop, "stop") ?? 0);
  const isOver = from !== undefined && to !== undefined && to <= from;
  return {
    midnight: clock.instant(day + 1, 0),
    start: from === undefined ? undefined : clock.instant(day, from),
    stop: to === undefined ? undefined : clock.instant(isOver ? day + 1 : day, to),
  };
}
