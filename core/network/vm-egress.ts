import type { NatMode } from "./nat";
import { formatPorts, HTTP, HTTPS, type Ports } from "./ports";

/** TCP connections that a VM may open to a block of addresses. */
export interface EgressRule {
  readonly ports: Ports;
  /** IPv4 or IPv6. */
  readonly cidr: string;
  readonly description: string;
}

export interface OpenEgress extends EgressRule {
  /** Derived from ports and block, so that adding or removing an entry changes no other. */
  readonly id: string;
}

export interface VmEgressInput {
  readonly nat: NatMode;
  readonly ipv6: boolean;
  /** Rules that the config adds to HTTPS and HTTP. */
  readonly egress: readonly EgressRule[];
}

export const EVERYWHERE = "0.0.0.0/0";
export const EVERYWHERE_IPV6 = "::/0";

/**
 * Connections that a VM may open outside the VPC: HTTPS and HTTP if there is internet access, and the config's rules.
 * DNS, time and instance metadata are not listed, because security groups do not filter them.
 */
export function vmEgress({ nat, ipv6, egress }: VmEgressInput): OpenEgress[] {
  const web = nat === "none" ? [] : webEgress(ipv6);
  const added = egress.map(({ ports, cidr, description }) => opened(description, ports, cidr));
  return [...web, ...added];
}

function webEgress(ipv6: boolean): OpenEgress[] {
  return [EVERYWHERE, ...(ipv6 ? [EVERYWHERE_IPV6] : [])].flatMap((cidr) => [
    opened("HTTPS: registries, package repositories, AWS", HTTPS, cidr),
    opened("HTTP: package repositories that sign what they serve", HTTP, cidr),
  ]);
}

function opened(description: string, ports: Ports, cidr: string): OpenEgress {
  return { id: egressId(ports, cidr), description, ports, cidr };
}

/** The id is equal for two rules that AWS treats as one. */
export function egressId(ports: Ports, cidr: string): string {
  return `egress-${formatPorts(ports)}-to-${cidr.replace(/[^0-9a-f]/g, "-")}`;
}
