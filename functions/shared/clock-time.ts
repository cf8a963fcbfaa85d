import { DateTime } from "luxon";

/** An instant as people in a zone read it on a clock, `18:00`; in UTC where nobody knows the zone. */
export function clockTime(at: Date, zone: string): { readonly time: string; readonly zone: string } {
  const local = DateTime.fromJSDate(at, { zone });
  return local.isValid
    ? { time: local.toFormat("HH:mm"), zone }
    : { time: at.toISOString().slice(11, 16), zone: "UTC" };
}
