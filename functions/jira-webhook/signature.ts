import { createHmac, timingSafeEqual } from "node:crypto";

/** The WebSub form `method=signature`, with the one method that Jira uses. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/**
 * True when the header is the HMAC-SHA256 of the body's bytes with one of the secrets. The time that it takes reveals
 * neither where a signature differs nor which secret matches.
 */
export function isSigned(body: Uint8Array, header: string | undefined, secrets: readonly string[]): boolean {
  const hex = SIGNATURE.exec(header ?? "")?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, "hex");
  const matches = secrets.map((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(body).digest(), given),
  );
  return matches.includes(true);
}
