import { DateTime } from "luxon";

/**
 * Milliseconds since the epoch of an ISO date and time with its offset from UTC; without one, it would be ambiguous.
 * Undefined for anything else.
 */
export function parseInstant(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? "";
  if (!/T.*(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed) || !hasRealOffset(trimmed)) return undefined;
  const time = DateTime.fromISO(trimmed);
  return time.isValid ? time.toMillis() : undefined;
}

/** Whether the offset of an instant exists somewhere: at most 14 hours. */
export function hasRealOffset(text: string): boolean {
  const [, hours = "0", minutes = "0"] = /[+-](\d{2})(?::?(\d{2}))?$/.exec(text) ?? [];
  return Number(hours) * 60 + Number(minutes) <= 14 * 60 && Number(minutes) < 60;
}
