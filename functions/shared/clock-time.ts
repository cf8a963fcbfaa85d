import { DateTime } from "luxon";

/** An instant as wall-clock time in a zone, `18:00`; in UTC if the zone is unknown. */
export function clockTime(at: Date, zone: string): { readonly time: string; readonly zone: string } {
  const local = DateTime.fromJSDate(at, { zone });
  return local.isValid
    ? { time: local.toFormat("HH:mm"), zone }
    : { time: at.toISOString().slice(11, 16), zone: "UTC" };
}
