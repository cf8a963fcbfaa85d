import type { NamedSchedule, Period } from "./model";

/**
 * A schedule as one line of text, which `parseScheduleText` can parse: lists in lower case without spaces, periods
 * joined by ` / `, the zone, if any, at the end.
 */
export function printSchedule({
  timezone,
  periods,
  skipDates,
}: Omit<NamedSchedule, "idleStopMinutes">): string {
  return [
    isAlways(periods) ? "always" : periods.map(printPeriod).join(" / ") || "never",
    ...(skipDates.length > 0 ? ["except", skipDates.map((dates) => dates.replace("/", "..")).join(",")] : []),
    ...(timezone === undefined ? [] : [`@${timezone}`]),
  ].join(" ");
}

/** A list in canonical form: lower case without spaces, except `L` for the last. */
export function canonicalList(list: string): string {
  return list
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/(^|[^a-z])l(?![a-z])/g, "$1L");
}

function isAlways(periods: readonly Period[]): boolean {
  const [only, second] = periods;
  return second === undefined && only !== undefined && printPeriod(only) === "all 00:00-00:00";
}

function printPeriod({ days, months, monthDays, start = "", stop = "" }: Period): string {
  const filters = [months, monthDays].filter((filter) => filter !== undefined);
  const weekdays = filters.length > 0 && canonicalList(days) === "all" ? [] : [days];
  return [...weekdays, ...filters].map(canonicalList).concat(`${start}-${stop}`).join(" ");
}
