import { DateTime } from "luxon";

/**
 * Milliseconds since the epoch of an ISO date and time with its offset from UTC; without one, it would mean a
 * different moment to each reader. Undefined for anything else.
 */
export function parseInstant(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? "";
  if (!/T.*(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed)) return undefined;
  const time = DateTime.fromISO(trimmed);
  return time.isValid ? time.toMillis() : undefined;
}
