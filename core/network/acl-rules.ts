import { EPHEMERAL, HTTPS, isIpv6, type Ports } from "./ports";
import { type SubnetTier, tierCidrs } from "./subnet-cidr";
import { EVERYWHERE, EVERYWHERE_IPV6, type VmEgressInput, vmEgress } from "./vm-egress";

/** A rule that allows packets; all other packets are dropped. */
export interface AclRule {
  readonly number: number;
  readonly protocol: "tcp" | "icmp" | "icmpv6";
  /** Ports of TCP, or type and code of ICMP. */
  readonly match: Ports | { readonly type: number; readonly code: number };
  /** The other end: the source of inbound, the destination of outbound traffic. IPv4 or IPv6. */
  readonly cidr: string;
}

export interface Acl {
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

export interface AclInput extends VmEgressInput {
  /** IPv4 block of the VPC, /16 to /22. */
  readonly cidr: string;
  /** Availability zones: 2 or 3. */
  readonly azs: number;
  /** AWS services with an interface endpoint in the VPC. */
  readonly endpoints: readonly string[];
  /** Ports of file system and databases. */
  readonly dataPorts: readonly Ports[];
}

/** Rules per direction of a network ACL: 20, less AWS's own two final rules. */
export const MOST_ACL_RULES = 18;

/** "Fragmentation needed", and IPv6's "packet too big": without them, large packets are lost on some paths. */
const TOO_BIG = { type: 3, code: 4 };
const TOO_BIG_IPV6 = { type: 2, code: 0 };

type UnnumberedRule = Omit<AclRule, "number">;

/**
 * The network ACL of each tier: the second layer, which holds even if a security group is opened by mistake. ACLs are
 * stateless, so each list allows the answers, too. They do not filter DNS, DHCP, time or instance metadata.
 */
export function aclRules(input: AclInput): Record<SubnetTier, Acl> {
  return { public: publicAcl(input), private: privateAcl(input), isolated: isolatedAcl(input) };
}

/** NAT gateways: the requests that VMs may send, and their answers. */
function publicAcl(input: AclInput): Acl {
  if (input.nat === "none") return { ingress: [], egress: [] };
  const asked = vmEgress(input).filter(({ cidr }) => !isIpv6(cidr));
  return {
    ingress: numbered([
      ...[...new Set(asked.map(({ ports }) => ports))].map((ports) => tcp(ports, input.cidr)),
      tcp(EPHEMERAL, EVERYWHERE),
      { protocol: "icmp", match: TOO_BIG, cidr: EVERYWHERE },
    ]),
    egress: numbered([
      ...asked.map(({ ports, cidr }) => tcp(ports, cidr)),
      tcp(EPHEMERAL, input.cidr),
      { protocol: "icmp", match: TOO_BIG, cidr: input.cidr },
    ]),
  };
}

/** VMs and interface endpoints. */
function privateAcl(input: AclInput): Acl {
  const own = tierCidrs(input.cidr, "private", input.azs);
  const isolated = tierCidrs(input.cidr, "isolated", input.azs);
  const hasEndpoints = input.endpoints.length > 0;
  const isOut = input.nat !== "none";
  return {
    ingress: numbered([
      ...(hasEndpoints ? own.map((cidr) => tcp(HTTPS, cidr)) : []),
      // From any address even without NAT: gateway endpoints answer from public addresses of S3 and DynamoDB.
      tcp(EPHEMERAL, EVERYWHERE),
      ...(isOut ? [{ protocol: "icmp", match: TOO_BIG, cidr: EVERYWHERE } as const] : []),
      ...(isOut && input.ipv6
        ? [
            tcp(EPHEMERAL, EVERYWHERE_IPV6),
            { protocol: "icmpv6", match: TOO_BIG_IPV6, cidr: EVERYWHERE_IPV6 } as const,
          ]
        : []),
    ]),
    egress: numbered([
      ...input.dataPorts.flatMap((ports) => isolated.map((cidr) => tcp(ports, cidr))),
      ...(hasEndpoints ? own.map((cidr) => tcp(EPHEMERAL, cidr)) : []),
      ...(isOut ? [] : [tcp(HTTPS, EVERYWHERE)]),
      ...vmEgress(input).map(({ ports, cidr }) => tcp(ports, cidr)),
    ]),
  };
}

/** File system and databases: only VMs connect to them, and they open no connection. */
function isolatedAcl(input: AclInput): Acl {
  const vms = tierCidrs(input.cidr, "private", input.azs);
  return {
    ingress: numbered(input.dataPorts.flatMap((ports) => vms.map((cidr) => tcp(ports, cidr)))),
    egress: numbered(vms.map((cidr) => tcp(EPHEMERAL, cidr))),
  };
}

function tcp(ports: Ports, cidr: string): UnnumberedRule {
  return { protocol: "tcp", match: ports, cidr };
}

function numbered(rules: readonly UnnumberedRule[]): AclRule[] {
  return rules.map((rule, index) => ({ number: 100 + 10 * index, ...rule }));
}
