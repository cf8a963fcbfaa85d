import { createHash } from "node:crypto";

/** Hexadecimal digits of SHA-256 that stand in for what was cut off a name. */
const HASH_LENGTH = 8;

/**
 * A name as AWS, Linux and Terraform all take it: lowercase ASCII letters, digits and single hyphens, starting
 * with a letter, never ending in a hyphen. `José.Díaz` becomes `jose-diaz`.
 *
 * Two names may share a slug; the config refuses that within one client.
 * A name with no usable character at all (`李`) becomes `x-` and a hash of it.
 */
export function slug(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (ascii === "") return `x-${shortHash(name)}`;
  return /^[a-z]/.test(ascii) ? ascii : `x-${ascii}`;
}

/** The first hexadecimal digits of the SHA-256 of `text`. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
}

/** `text` cut to `limit` characters; what was cut off lives on in a hash at its end, so that names stay distinct. */
export function fit(text: string, limit: number, separator = "-"): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - HASH_LENGTH - separator.length).replace(/[-_.]+$/, "");
  return `${kept}${separator}${shortHash(text)}`;
}
