import { ConfigError } from "../../../core/config/file/errors";
import type { LocatedProblem } from "../../../core/config/file/problem";
import { parseConfig } from "../../../core/config/parse";

/** What `parseConfig` reports of a text: the warnings of a valid one, the problems of an invalid one. */
export function problemsOf(text: string, now?: Date): readonly LocatedProblem[] {
  try {
    return parseConfig(text, "devvms.yaml", now ? { now } : {}).warnings;
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
