/** A range of TCP ports, both ends included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

export const HTTPS: Ports = { from: 443, to: 443 };
export const HTTP: Ports = { from: 80, to: 80 };
/** EFS mount targets. */
export const NFS: Ports = { from: 2049, to: 2049 };
export const DATABASE_PORTS = {
  postgres: { from: 5432, to: 5432 },
  mysql: { from: 3306, to: 3306 },
} as const satisfies Record<string, Ports>;

/**
 * Destination ports of answers. Linux uses 32768 to 60999 itself, but a NAT gateway and a Lambda in the VPC use all of
 * these (VPC User Guide, Ephemeral ports).
 */
export const EPHEMERAL: Ports = { from: 1024, to: 65_535 };

/** `22`, or `8000-8100`; undefined for anything else. */
export function parsePorts(text: string): Ports | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from >= 1 && from <= to && to <= 65_535 ? { from, to } : undefined;
}

export function formatPorts({ from, to }: Ports): string {
  return from === to ? String(from) : `${from}-${to}`;
}

/** Whether a valid block is of IPv6 addresses: only those contain colons. */
export function isIpv6(cidr: string): boolean {
  return cidr.includes(":");
}
