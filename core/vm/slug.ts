import { createHash } from "node:crypto";

/** Hexadecimal digits of SHA-256 that replace the cut-off part of a name. */
const HASH_LENGTH = 8;

/** Letters that no decomposition turns into ASCII. */
const SPELLED_OUT: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/**
 * A name that AWS, Linux and Terraform all accept: lowercase ASCII letters, digits and single hyphens, starting
 * with a letter, never ending in a hyphen. `José.Díaz` becomes `jose-diaz`, `Łukasz Groß` becomes `lukasz-gross`.
 *
 * Two names may share a slug; the config refuses that within one client.
 * A name with no usable character at all (`李`) becomes `x-` and a hash of it.
 */
export function slug(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => SPELLED_OUT[letter] ?? "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (ascii === "") return `x-${shortHash(name)}`;
  return /^[a-z]/.test(ascii) ? ascii : `x-${ascii}`;
}

/** The first hexadecimal digits of the SHA-256 of `text`. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
}

/** `text` cut to `limit` characters; a hash of the whole text at its end keeps names distinct. */
export function shorten(text: string, limit: number, separator = "-"): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - HASH_LENGTH - separator.length).replace(/[-_.]+$/, "");
  return `${kept}${separator}${shortHash(text)}`;
}
