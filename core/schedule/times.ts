import { type Day, MS_PER_DAY } from "./days";

/**
 * Minutes since local midnight: 0 to 1439 for a start, and up to 1440 (`24:00`) for a stop; undefined when malformed.
 */
export function parseTime(text: string, side: "start" | "stop"): number | undefined {
  if (side === "stop" && text === "24:00") return 24 * 60;
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** A `YYYY-MM-DD` that exists; undefined otherwise. */
function parseDate(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Some engines parse 30 February as 2 March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return ms / MS_PER_DAY;
}

/** `YYYY-MM-DD`, or `from/to` with both days included; undefined if malformed or in the wrong order. */
export function parseSkipDate(text: string): { readonly from: Day; readonly to: Day } | undefined {
  const [first = "", last = first, ...more] = text.split("/");
  const from = parseDate(first);
  const to = parseDate(last);
  if (from === undefined || to === undefined || more.length > 0 || to < from) return undefined;
  return { from, to };
}
