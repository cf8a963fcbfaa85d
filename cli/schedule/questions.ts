import * as z from "zod";
import { QueryError } from "./query-error";

/** Everything that flags, or a line of JSON, may say. */
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

/** What is asked: `devvm schedule next`, or `explain`. */
export type Asked = "next" | "explain";

/** What only one of the two is told. */
const ONLY: Readonly<Record<Asked, readonly (keyof Question)[]>> = {
  next: ["from", "count"],
  explain: ["id", "at", "state", "launched", "stoppedBy", "stoppedAt"],
};

/** A line of a file: what it asks, or why it asks nothing. */
export type Line = { readonly line: number } & ({ readonly question: Question } | { readonly error: string });

/**
 * The questions of a file, one a line: a JSON object, or the `what` alone. Empty lines and those that begin with # are
 * passed over. What a line does not say, `defaults` say, tag by tag.
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
  if (strange.length > 0) throw new QueryError(`${asked} takes no ${strange.join(", ")}: ${other} does.`);
  return parsed.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new QueryError('The line begins with { and is no JSON. Write {"what": "ClientA/john-smith"}.');
  }
}
