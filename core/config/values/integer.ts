import * as z from "zod";

/** A whole number within bounds, both included. */
export function integer(minimum: number, maximum: number, example: number, description: string) {
  return z
    .int()
    .min(minimum)
    .max(maximum)
    .meta({ description, examples: [example] });
}
