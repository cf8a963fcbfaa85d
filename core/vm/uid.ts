import { createHash } from "node:crypto";
import type { Person } from "./names";
import { slug } from "./slug";

/** Below lie the system's own accounts, those that `useradd` hands out, and a user's first range for containers. */
export const LOWEST_UID = 0x40000;
/** 2^31 - 2: tools that keep a uid in a signed 32-bit integer still take it. */
export const HIGHEST_UID = 0x7ffffffe;

/**
 * POSIX uid (and gid) of an identity: a hash, so that every part of the system computes it alike without asking
 * anyone. Two identities may share one by chance (about 1 in 4,000 with 1,000 of them): the config refuses that,
 * and `provision` claims a uid with a conditional write.
 */
export function uid({ client, developer }: Person): number {
  const digest = createHash("sha256")
    .update(`${slug(client)}/${slug(developer)}`)
    .digest();
  return LOWEST_UID + (digest.readUInt32BE(0) % (HIGHEST_UID - LOWEST_UID + 1));
}
