import type { z } from "zod";
import type { PathStep } from "./errors";
import type { Finding, Verdict } from "./finding";
import { schemaAt } from "./json-schema";
import { quoted } from "./rules";
import { choices } from "./suggest";

type Issue = z.core.$ZodIssue;

/** What the findings need to know of the file itself. */
export interface Source {
  readonly value: unknown;
  /** A scalar as it was typed. */
  typed(path: readonly PathStep[]): string | undefined;
}

/** The schema's issues in our own words: one finding for each, one for each unknown key. */
export function issueFindings(issues: readonly Issue[], source: Source): Finding[] {
  return issues.flatMap((issue) => findings(issue, [], source));
}

function findings(issue: Issue, above: readonly PathStep[], source: Source): Finding[] {
  const path = [...above, ...issue.path.map(step)];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(path, key));
    case "invalid_union":
      return unionFindings(issue, path, source);
    case "invalid_type":
      return [{ path, ...wrongType(issue.expected, path, source) }];
    case "invalid_value":
      return [{ path, ...notAChoice(issue.values.map(String), path, source) }];
    case "too_small":
    case "too_big":
      return [{ path, ...outOfBounds(issue) }];
    default: {
      const hint: unknown = issue.code === "custom" ? issue.params?.["hint"] : undefined;
      return [{ path, message: issue.message, hint: typeof hint === "string" ? hint : "" }];
    }
  }
}

/** Of a value that may have one of two types, what is wrong with it as the one that it has. */
function unionFindings(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: readonly PathStep[],
  source: Source,
): Finding[] {
  const meant = issue.errors.find(
    (option) => !option.some(({ code, path: at }) => code === "invalid_type" && at.length === 0),
  );
  if (meant) return meant.flatMap((inner) => findings(inner, path, source));
  const expected = issue.errors.flatMap((option) =>
    option.map((inner) => ("expected" in inner ? inner.expected : "")),
  );
  return [{ path, ...wrongType(expected.join("|"), path, source) }];
}

function unknownKey(path: readonly PathStep[], key: string): Finding {
  const known = Object.keys(schemaAt(path)?.properties ?? unionProperties(path));
  return {
    path: [...path, key],
    atKey: true,
    message: `${quoted(key)} is not a key that is known here`,
    hint: choices(key, known, "Known are"),
  };
}

function unionProperties(path: readonly PathStep[]) {
  return schemaAt(path)?.anyOf?.find(({ properties }) => properties)?.properties ?? {};
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping of keys to values",
  record: "a mapping of keys to values",
};

function wrongType(expected: string, path: readonly PathStep[], source: Source): Verdict {
  const value = path.reduce<unknown>(child, source.value);
  const wanted = expected
    .split("|")
    .map((type) => TYPES[type] ?? "another value")
    .join(" or ");
  const hint = `Write ${wanted}${example(path)}.`;
  if (value === undefined) return { message: "is missing", hint };
  if (value === null && source.typed(path) !== "null") {
    return {
      message: "is empty",
      hint: expected === "array" ? "Write a list, or [] for none." : `${hint} Or remove it.`,
    };
  }
  const typed = source.typed(path);
  if (expected === "string" && typed !== undefined) {
    return { message: `${typed} is not text as it stands`, hint: `Put it in quotes: ${quoted(typed)}.` };
  }
  return { message: `${shown(value)} is not ${wanted}`, hint };
}

function notAChoice(values: readonly string[], path: readonly PathStep[], source: Source): Verdict {
  const value = path.reduce<unknown>(child, source.value);
  if (value === null) return { message: "is empty", hint: `Use one of ${values.join(", ")}.` };
  return {
    message: `${shown(value)} is not one of the choices`,
    hint: choices(String(source.typed(path) ?? ""), values, "Use one of"),
  };
}

function outOfBounds(issue: Extract<Issue, { code: "too_small" | "too_big" }>): Verdict {
  if (issue.origin === "array") return { message: "the list is empty", hint: "Write at least one entry." };
  return issue.code === "too_small"
    ? { message: "the number is too small", hint: `Choose ${issue.minimum} or more.` }
    : { message: "the number is too large", hint: `Choose ${issue.maximum} or less.` };
}

function example(path: readonly PathStep[]): string {
  const first = schemaAt(path)?.examples?.[0];
  return first === undefined ? "" : `, such as ${String(first)}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a mapping";
  return typeof value === "string" ? quoted(value) : String(value);
}

function child(value: unknown, key: PathStep): unknown {
  const isParent = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return isParent ? (value as Record<PathStep, unknown>)[key] : undefined;
}

function step(part: PropertyKey): PathStep {
  return typeof part === "number" ? part : String(part);
}
