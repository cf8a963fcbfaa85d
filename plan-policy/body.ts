import type { Body } from "./resource";

/**
 * A value deep in a resource, by its path, such as `metadata_options.http_tokens`. Of a block that is written as a
 * list, the first.
 */
export function at(body: Body, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => asBody(first(value))?.[key], body);
}

/** All blocks of a kind: Terraform's JSON has one block either bare or in a list. */
export function blocks(body: Body, key: string): readonly Body[] {
  const value = body[key];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as Body[];
}

/** Some of Terraform's switches are texts. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

export function isFalse(value: unknown): boolean {
  return value === false || value === "false";
}

/** One or many, as IAM writes them, as a list. */
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
