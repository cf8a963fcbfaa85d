import { IANAZone } from "luxon";
import { type Day, MS_PER_DAY, MS_PER_MINUTE } from "./days";

/**
 * Turns wall-clock times of one zone into instants (milliseconds since the epoch) and back. Luxon knows the offsets;
 * times that a clock change skips or repeats are resolved here, because Luxon moves a skipped time by the length of the
 * gap and chooses between two repeated times by the current offset.
 */
export interface ZoneClock {
  /**
   * Minute 0 is midnight, minute 1440 the next one; a skipped time is the first instant after the gap, a repeated one
   * its first.
   */
  instant(day: Day, minute: number): number;
  /** The local date at an instant. */
  day(instant: number): Day;
}

const clocks = new Map<string, ZoneClock>();

/** @param timezone a name that `timezoneProblem` accepts; any other throws a RangeError */
export function zoneClock(timezone: string): ZoneClock {
  const known = clocks.get(timezone);
  if (known) return known;
  if (!isKnownZone(timezone)) throw new RangeError(`unknown time zone "${timezone}"`);
  const offset = offsetsOf(IANAZone.create(timezone));
  const clock: ZoneClock = {
    instant: (day, minute) => resolve(offset, day * MS_PER_DAY + minute * MS_PER_MINUTE),
    day: (instant) => Math.floor((instant + offset(instant)) / MS_PER_DAY),
  };
  clocks.set(timezone, clock);
  return clock;
}

const knownZones = new Set<string>();

/** Whether the runtime knows the time zone. Known zones are cached, because the check is slow. */
export function isKnownZone(timezone: string): boolean {
  if (knownZones.has(timezone)) return true;
  const isKnown = IANAZone.isValidZone(timezone);
  if (isKnown) knownZones.add(timezone);
  return isKnown;
}

/**
 * A zone's offset from UTC at an instant, in milliseconds. Luxon is slow, so the offsets at UTC midnights are cached:
 * as no zone changes its clock twice within two days, the offset is the same all day if both are equal.
 */
function offsetsOf(zone: IANAZone): (instant: number) => number {
  const midnights = new Map<Day, number>();
  const exact = (instant: number) => zone.offset(instant) * MS_PER_MINUTE;
  const atMidnight = (day: Day) => {
    let known = midnights.get(day);
    if (known === undefined) {
      known = exact(day * MS_PER_DAY);
      midnights.set(day, known);
    }
    return known;
  };
  return (instant) => {
    const day = Math.floor(instant / MS_PER_DAY);
    const before = atMidnight(day);
    return before === atMidnight(day + 1) ? before : exact(instant);
  };
}

/** @param wall the wall-clock time as if it were UTC */
function resolve(offset: (instant: number) => number, wall: number): number {
  // No zone's offset exceeds a day, and none changes its clock twice within two days.
  const before = wall - offset(wall - MS_PER_DAY);
  const after = wall - offset(wall + MS_PER_DAY);
  const exists = (instant: number) => instant + offset(instant) === wall;
  if (before === after) return before;
  const candidates = [before, after].filter(exists);
  return candidates.length > 0 ? Math.min(...candidates) : changeBetween(offset, after, before);
}

/** The first instant at which the offset is no longer that of `from`. */
function changeBetween(offset: (instant: number) => number, from: number, to: number): number {
  const old = offset(from);
  let [last, first] = [from, to];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (offset(middle) === old) last = middle;
    else first = middle;
  }
  return first;
}
