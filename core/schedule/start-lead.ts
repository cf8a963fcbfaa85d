import { MS_PER_MINUTE } from "./days";
import type { RunningRules } from "./model";

/**
 * Milliseconds by which a VM is started ahead of its periods: a share of `startLead` that is always the same for a VM,
 * so that a large fleet's starts are spread over that time.
 */
export function startLead(id: string, { startLeadMinutes }: RunningRules): number {
  if (startLeadMinutes === 0) return 0;
  return Math.floor(share(id) * startLeadMinutes * MS_PER_MINUTE);
}

/** A number from 0 to less than 1 for a text (FNV-1a). */
function share(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) / 2 ** 32;
}
