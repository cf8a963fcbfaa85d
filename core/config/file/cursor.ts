import type { PathStep } from "./path";

/**
 * A value of the file and the path to it, for checks that compare several places. The value may have any shape: the
 * schema reports a wrong one, and a check ignores it.
 */
export interface Cursor {
  readonly path: readonly PathStep[];
  /** Undefined: not in the file. */
  readonly value: unknown;
}

export function cursor(value: unknown): Cursor {
  return { path: [], value };
}

/** The value at `keys` below; null, which no check accepts, where a value on the way is not a mapping. */
export function at(from: Cursor, ...keys: readonly string[]): Cursor {
  return keys.reduce<Cursor>(
    ({ path, value }, key) => ({ path: [...path, key], value: member(value, key) }),
    from,
  );
}

/** The elements of a list; none when the value is not a list. */
export function items({ path, value }: Cursor): Cursor[] {
  return Array.isArray(value) ? value.map((item, index) => ({ path: [...path, index], value: item })) : [];
}

/** The members of a mapping; none when the value is not a mapping. */
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

/** The number, or the default where the file has no value; undefined for a wrong value, which the schema reports. */
export function numberOr(place: Cursor, otherwise: number): number | undefined {
  return place.value === undefined ? otherwise : number(place);
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function member(value: unknown, key: string): unknown {
  if (value === undefined) return undefined;
  if (!isMapping(value)) return null;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
