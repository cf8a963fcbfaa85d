import type { z } from "zod";
import type { PathStep } from "./path";
import type { Problem, ProblemAtPath } from "./problem";
import { quoted } from "./quoted";
import { type JsonSchema, schemaAt } from "./schema-at";
import { choices } from "./suggest";

/** As zod reports it. */
type Violation = z.core.$ZodIssue;

/** The file, and the schema that it breaks. */
export interface Source {
  readonly value: unknown;
  /** A scalar as it was typed. */
  typed(path: readonly PathStep[]): string | undefined;
  readonly schema: JsonSchema;
}

/** Zod's violations in words for the author of the file: a problem for each, and one for each unknown key. */
export function schemaProblems(violations: readonly Violation[], source: Source): ProblemAtPath[] {
  return violations.flatMap((violation) => describe(violation, [], source));
}

function describe(issue: Violation, above: readonly PathStep[], source: Source): ProblemAtPath[] {
  const path = [...above, ...issue.path.map(step)];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(path, key, source.schema));
    case "invalid_union":
      return unionProblems(issue, path, source);
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

/** A value of one of the allowed types is judged by that type alone. */
function unionProblems(
  issue: Extract<Violation, { code: "invalid_union" }>,
  path: readonly PathStep[],
  source: Source,
): ProblemAtPath[] {
  const ofItsType = issue.errors.find(
    (option) => !option.some(({ code, path: at }) => code === "invalid_type" && at.length === 0),
  );
  if (ofItsType) return ofItsType.flatMap((inner) => describe(inner, path, source));
  const expected = issue.errors.flatMap((option) =>
    option.map((inner) => ("expected" in inner ? inner.expected : "")),
  );
  return [{ path, ...wrongType(expected.join("|"), path, source) }];
}

function unknownKey(path: readonly PathStep[], key: string, schema: JsonSchema): ProblemAtPath {
  const known = Object.keys(knownProperties(schemaAt(schema, path)));
  return {
    path: [...path, key],
    atKey: true,
    message: `${quoted(key)} is not a key of this mapping`,
    hint: choices(key, known, "The keys are"),
  };
}

function knownProperties(schema: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> {
  return schema?.properties ?? schema?.anyOf?.find(({ properties }) => properties)?.properties ?? {};
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

function wrongType(expected: string, path: readonly PathStep[], source: Source): Problem {
  const value = path.reduce<unknown>(child, source.value);
  const wanted = expected
    .split("|")
    .map((type) => TYPES[type] ?? "another value")
    .join(" or ");
  const hint = `Write ${wanted}${example(source.schema, path)}.`;
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

function notAChoice(values: readonly string[], path: readonly PathStep[], source: Source): Problem {
  const value = path.reduce<unknown>(child, source.value);
  if (value === null) return { message: "is empty", hint: `Use one of ${values.join(", ")}.` };
  return {
    message: `${shown(value)} is not one of the choices`,
    hint: choices(String(source.typed(path) ?? ""), values, "Use one of"),
  };
}

function outOfBounds(issue: Extract<Violation, { code: "too_small" | "too_big" }>): Problem {
  if (issue.origin === "array") return { message: "the list is empty", hint: "Write at least one entry." };
  return issue.code === "too_small"
    ? { message: "the number is too small", hint: `Choose ${issue.minimum} or more.` }
    : { message: "the number is too large", hint: `Choose ${issue.maximum} or less.` };
}

function example(schema: JsonSchema, path: readonly PathStep[]): string {
  const first = schemaAt(schema, path)?.examples?.[0];
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
