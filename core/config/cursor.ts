import type { PathStep } from "./errors";

/**
 * A value of the file and the path to it, for rules that compare several places. The value may have any shape: what
 * it should be is the schema's business, and a rule passes over what is not as it expects.
 */
export interface Cursor {
  readonly path: readonly PathStep[];
  /** Undefined: not in the file. */
  readonly value: unknown;
}

export function cursor(value: unknown): Cursor {
  return { path: [], value };
}

/** The value at `keys` below; null, which fits nothing, where something other than a mapping is in the way. */
export function at(from: Cursor, ...keys: readonly string[]): Cursor {
  return keys.reduce<Cursor>(
    ({ path, value }, key) => ({ path: [...path, key], value: member(value, key) }),
    from,
  );
}

/** The elements of a list; none when it is not one. */
export function items({ path, value }: Cursor): Cursor[] {
  return Array.isArray(value) ? value.map((item, index) => ({ path: [...path, index], value: item })) : [];
}

/** The members of a mapping; none when it is not one. */
export function entries({ path, value }: Cursor): (Cursor & { readonly key: string })[] {
  return isMapping(value)
    ? Object.entries(value).map(([key, item]) => ({ key, path: [...path, key], value: item }))
    : [];
}

export function text({ value }: Cursor): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function number({ value }: Cursor): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function member(value: unknown, key: string): unknown {
  if (value === undefined) return undefined;
  if (!isMapping(value)) return null;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
