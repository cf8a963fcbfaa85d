import type { Verdict } from "./finding";

const SHORTEST = 15;
const LONGEST = 24 * 60;

/** Minutes in a number of hours, or in `4h`, `90m`, `1h30m`; undefined for anything else. */
export function parseDuration(value: number | string): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? Math.round(value * 60) : undefined;
  const match = /^(?=.)(?:(\d{1,4})\s*h)?\s*(?:(\d{1,4})\s*m)?$/i.exec(value.trim());
  return match ? Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0) : undefined;
}

export function durationProblem(value: number | string): Verdict | undefined {
  const minutes = parseDuration(value);
  if (minutes === undefined) {
    return {
      message: `${JSON.stringify(value)} is not a length of time`,
      hint: "Write hours, or 4h, 90m, 1h30m.",
    };
  }
  if (minutes >= SHORTEST && minutes <= LONGEST) return undefined;
  return {
    message: `${minutes} minutes are too ${minutes < SHORTEST ? "few" : "many"}`,
    hint: "Choose from 15m to 24h.",
  };
}
