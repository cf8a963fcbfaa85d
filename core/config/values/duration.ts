import * as z from "zod";
import { formatDuration, parseDuration } from "../../schedule/duration";
import type { Problem } from "../file/problem";
import { requireChecked } from "./require-checked";
import { type Meta, withRule } from "./with-rule";

/** Minutes, both included. */
interface Bounds {
  readonly shortest: number;
  readonly longest: number;
  /** `off` and a length of zero are accepted too, and mean 0. */
  readonly off?: boolean;
}

/** A length of time in the file: a number of hours, or text with units. */
export function duration(bounds: Bounds, meta: Meta) {
  return withRule(z.union([z.number(), z.string()]), (value) => durationProblem(value, bounds)).meta({
    ...meta,
  });
}

/** Minutes of a length of time that the schema has accepted; `off` is 0. */
export function minutesOf(value: number | string): number {
  return isOff(value) ? 0 : requireChecked(parseDuration(value), "length of time");
}

function durationProblem(
  value: number | string,
  { shortest, longest, off = false }: Bounds,
): Problem | undefined {
  const minutes = isOff(value) && off ? 0 : parseDuration(value);
  const choice = off ? "off, or " : "";
  if (minutes === undefined) {
    return {
      message: `${JSON.stringify(value)} is not a length of time`,
      hint: `Write ${choice}hours, or 4h, 90m, 1h30m, 7d.`,
    };
  }
  if ((minutes >= shortest && minutes <= longest) || (off && minutes === 0)) return undefined;
  return {
    message: `${minutes} minutes are too ${minutes < shortest ? "few" : "many"}`,
    hint: `Choose ${choice}from ${formatDuration(shortest)} to ${formatDuration(longest)}.`,
  };
}

function isOff(value: number | string): boolean {
  return typeof value === "string" && value.trim().toLowerCase() === "off";
}
