import type { Body } from "./resource";

/**
 * A value deep in a resource, by its path, such as `metadata_options.http_tokens`. For a block that is written as a
 * list, the first element.
 */
export function at(body: Body, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => asBody(first(value))?.[key], body);
}

/** All blocks of a kind: in Terraform's JSON a single block may be an object or a list. */
export function blocks(body: Body, key: string): readonly Body[] {
  const value = body[key];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as Body[];
}

/** Some of Terraform's booleans are strings. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

export function isFalse(value: unknown): boolean {
  return value === false || value === "false";
}

/** One value or several, as in IAM, as a list. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function texts(value: unknown): readonly string[] {
  return list(value).map(String);
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function asBody(value: unknown): Body | undefined {
  return typeof value === "object" && value !== null ? (value as Body) : undefined;
}
