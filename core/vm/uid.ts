import { createHash } from "node:crypto";
import type { Person } from "./names";
import { slug } from "./slug";

/** Lower uids are the system's own accounts, those that `useradd` assigns, and a user's first range for containers. */
export const LOWEST_UID = 0x40000;
/** 2^31 - 2: it still fits tools that store a uid in a signed 32-bit integer. */
export const HIGHEST_UID = 0x7ffffffe;

/**
 * POSIX uid (and gid) of an identity: a hash, so that every part of the system computes the same value without a
 * lookup. Two identities may share one by chance (about 1 in 4,000 with 1,000 of them): the config refuses that, and
 * `provision` claims a uid with a conditional write.
 */
export function uid({ client, developer }: Person): number {
  const digest = createHash("sha256")
    .update(`${slug(client)}/${slug(developer)}`)
    .digest();
  return LOWEST_UID + (digest.readUInt32BE(0) % (HIGHEST_UID - LOWEST_UID + 1));
}
