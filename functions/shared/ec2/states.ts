/** EC2's states of an instance that exists. */
export const LIVE_STATES: readonly string[] = ["pending", "running", "stopping", "stopped"];

/** EC2's states in which an instance can be started or stopped. */
export const SETTLED_STATES: readonly string[] = ["running", "stopped"];

export function isLive({ state }: { readonly state: string }): boolean {
  return LIVE_STATES.includes(state);
}

export function isGone({ state }: { readonly state: string }): boolean {
  return state === "shutting-down" || state === "terminated";
}
