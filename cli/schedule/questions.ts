import * as z from "zod";
import { QueryError } from "./query-error";

/** All fields of flags, or of a line of JSON. */
const question = z.strictObject({
  what: z.string().trim().min(1),
  timezone: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  from: z.string().optional(),
  count: z.int().min(1).max(1000).optional(),
  id: z.string().optional(),
  at: z.string().optional(),
  state: z.enum(["running", "stopped"]).optional(),
  launched: z.string().optional(),
  stoppedBy: z.enum(["user", "aws", "instance"]).optional(),
  stoppedAt: z.string().optional(),
});

export type Question = z.output<typeof question>;

/** The command: `devvm schedule next`, or `explain`. */
export type Asked = "next" | "explain";

/** Fields that only one of the two accepts. */
const ONLY: Readonly<Record<Asked, readonly (keyof Question)[]>> = {
  next: ["from", "count"],
  explain: ["id", "at", "state", "launched", "stoppedBy", "stoppedAt"],
};

/** A line of a file: its question, or the reason why it is invalid. */
export type Line = { readonly line: number } & ({ readonly question: Question } | { readonly error: string });

/**
 * The questions of a file, one per line: a JSON object, or only the `what`. Empty lines and those that begin with # are
 * skipped. `defaults` provide missing values, tag by tag.
 */
export function readQuestions(text: string, asked: Asked, defaults: Partial<Question>): Line[] {
  return text.split(/\r?\n/).flatMap<Line>((content, index) => {
    const line = index + 1;
    const trimmed = content.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return [];
    try {
      return [{ line, question: withDefaults(readLine(trimmed, asked), defaults) }];
    } catch (error) {
      if (error instanceof QueryError) return [{ line, error: error.message }];
      throw error;
    }
  });
}

function withDefaults(said: Question, defaults: Partial<Question>): Question {
  const tags = { ...defaults.tags, ...said.tags };
  return { ...defaults, ...said, ...(Object.keys(tags).length > 0 ? { tags } : {}) };
}

/** @throws QueryError */
function readLine(text: string, asked: Asked): Question {
  if (!text.startsWith("{")) return { what: text };
  const parsed = question.safeParse(asJson(text));
  if (!parsed.success) {
    const places = parsed.error.issues.map(
      ({ path, message }) => `${path.join(".") || "the line"}: ${message}`,
    );
    throw new QueryError(
      `The line is not understood: ${places.join("; ")}. Write {"what": "ClientA/john-smith"}.`,
    );
  }
  const other = asked === "next" ? "explain" : "next";
  const strange = ONLY[other].filter((key) => key in parsed.data);
  if (strange.length > 0)
    throw new QueryError(`${asked} does not accept ${strange.join(", ")}: ${other} does.`);
  return parsed.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new QueryError('The line begins with { but is not JSON. Write {"what": "ClientA/john-smith"}.');
  }
}
