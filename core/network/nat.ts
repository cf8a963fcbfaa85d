/** How VMs reach the internet: not at all, through one NAT gateway, or through one in each zone. */
export const NAT_MODES = ["none", "single", "per-az"] as const;

export type NatMode = (typeof NAT_MODES)[number];
