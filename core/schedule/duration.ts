const MINUTES = { d: 24 * 60, h: 60, m: 1 } as const;

/** Minutes in a number of hours, or in `4h`, `90m`, `1h30m`, `7d`; undefined for anything else. */
export function parseDuration(value: number | string): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? Math.round(value * MINUTES.h) : undefined;
  const match = /^(?=.)(?:(\d{1,4})\s*d)?\s*(?:(\d{1,4})\s*h)?\s*(?:(\d{1,4})\s*m)?$/i.exec(value.trim());
  if (!match) return undefined;
  const [, days = 0, hours = 0, minutes = 0] = match;
  return Number(days) * MINUTES.d + Number(hours) * MINUTES.h + Number(minutes);
}

/** Whole minutes as `parseDuration` reads them: `4h`, `1h30m`, `7d`, and `0m` for none. */
export function formatDuration(minutes: number): string {
  let rest = minutes;
  let text = "";
  for (const [unit, length] of Object.entries(MINUTES)) {
    // One day is written as 24h, as is usual; days are used from two on.
    const count = unit === "d" && minutes <= length ? 0 : Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text || "0m";
}
