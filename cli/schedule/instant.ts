import { DateTime } from "luxon";
import { MS_PER_DAY, MS_PER_MINUTE } from "../../core/schedule/days";
import { zoneClock } from "../../core/schedule/instants";
import { hasRealOffset } from "../../core/schedule/iso-instant";
import { QueryError } from "./query-error";

/**
 * Parses an instant of the command line: an ISO date, with a time or at midnight; `now`, or nothing. Without an offset
 * it is a time of the zone, with the same meaning as in a schedule: a time that a clock change skips is the first
 * instant after the gap, a repeated time its first occurrence.
 *
 * @param what its name in error messages
 * @throws QueryError
 */
export function instantOf(text: string | undefined, zone: string, now: Date, what: string): Date {
  if (text === undefined || text === "now") return now;
  const written = text.trim();
  const hasOffset = /T.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(written);
  const time = DateTime.fromISO(written, { zone: "UTC" });
  // A time of day without a date would be ambiguous.
  if (time.isValid && /^\d{4}-?\w/.test(written) && (!hasOffset || hasRealOffset(written))) {
    return new Date(hasOffset ? time.toMillis() : inZone(time.toMillis(), zone));
  }
  throw new QueryError(
    `${what} "${text}" is not an instant. Write 2026-03-02T08:00 (${zone}), 2026-03-02T13:00Z, or now.`,
  );
}

/** @param wall the wall-clock time as if it were UTC */
function inZone(wall: number, zone: string): number {
  const clock = zoneClock(zone);
  const day = Math.floor(wall / MS_PER_DAY);
  const minute = Math.floor((wall - day * MS_PER_DAY) / MS_PER_MINUTE);
  const at = clock.instant(day, minute);
  const isSkipped = clock.instant(day, minute + 1) === at;
  return isSkipped ? at : at + (wall % MS_PER_MINUTE);
}
