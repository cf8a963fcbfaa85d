import type * as z from "zod";
import type { Problem } from "../file/problem";

/** What editors show of a value, and what our messages offer as an example. */
export interface Meta {
  readonly description: string;
  readonly examples?: readonly unknown[];
  /** Further keywords of JSON Schema. */
  readonly [keyword: string]: unknown;
}

/** A schema with a rule of our own, whose problem is reported as a custom violation. */
export function withRule<T extends z.ZodType>(
  schema: T,
  rule: (value: z.output<T>) => Problem | undefined,
): T {
  return schema.superRefine((value, context) => {
    const problem = rule(value);
    if (problem)
      context.addIssue({ code: "custom", message: problem.message, params: { hint: problem.hint } });
  });
}
