import { DateTime } from "luxon";

/** `Mon 2026-03-02 08:00 EST`, with seconds if they are not 0. */
export function showInstant(at: Date, zone: string): string {
  const time = DateTime.fromJSDate(at, { zone }).setLocale("en-US");
  return time.toFormat(`ccc yyyy-MM-dd ${time.second === 0 ? "HH:mm" : "HH:mm:ss"} ZZZZ`);
}

/** `2026-03-02T13:00:00Z` */
export function showUtc(at: Date): string {
  return at.toISOString().replace(".000Z", "Z");
}

/** `Mon 2026-03-02 08:00 EST (2026-03-02T13:00:00Z)` */
export function showBoth(at: Date, zone: string): string {
  return `${showInstant(at, zone)} (${showUtc(at)})`;
}
