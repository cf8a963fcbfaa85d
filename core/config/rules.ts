import * as z from "zod";
import type { Verdict } from "./finding";
import { asSentence } from "./suggest";

/** What editors show of a value, and what our messages offer as an example. */
interface Meta {
  readonly description: string;
  readonly examples?: readonly unknown[];
  /** Further keywords of JSON Schema. */
  readonly [keyword: string]: unknown;
}

/** A schema with a rule of ours behind it; its verdict travels as a custom issue. */
export function ruled<T extends z.ZodType>(schema: T, rule: (value: z.output<T>) => Verdict | undefined): T {
  return schema.superRefine((value, context) => {
    const verdict = rule(value);
    if (verdict)
      context.addIssue({ code: "custom", message: verdict.message, params: { hint: verdict.hint } });
  });
}

/** Text of one form. */
export function formed(pattern: RegExp, what: string, hint: string, meta: Meta) {
  return ruled(z.string(), (value) =>
    pattern.test(value) ? undefined : { message: `${quoted(value)} is not ${what}`, hint },
  ).meta({ pattern: pattern.source, ...meta });
}

/** Text that the schedule's own rules judge; their hints are only what to write. */
export function scheduleText(problem: (value: string) => Verdict | undefined, meta: Meta) {
  return ruled(z.string(), (value) => {
    const verdict = problem(value);
    return verdict && asSentence(verdict);
  }).meta(meta);
}

/** A whole number within bounds, both included. */
export function whole(minimum: number, maximum: number, example: number, description: string) {
  return z
    .int()
    .min(minimum)
    .max(maximum)
    .meta({ description, examples: [example] });
}

const SHOWN = 60;

/** A text of the file in quotes, cut to what a line takes. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
}
