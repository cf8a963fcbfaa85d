import type { EndpointServiceName } from "./endpoint-services";
import type { Ports } from "./ports";

export interface NetworkConfig {
  /** IPv4 block of the VPC, /16 to /22. */
  readonly cidr: string;
  readonly azs: 2 | 3;
  readonly nat: "none" | "single" | "per-az";
  /** Whether the VPC has IPv6 beside IPv4. @default false */
  readonly ipv6: boolean;
  /** AWS services with an interface endpoint in the VPC. @default all without NAT, none with it */
  readonly endpoints: readonly EndpointServiceName[];
  /** Accounts besides our own whose roles VMs may use through endpoints, and whose buckets they may write to. */
  readonly trustedAccounts: readonly string[];
  /** What VMs may reach besides the web. */
  readonly egress: readonly EgressConfig[];
  readonly flowLogs: FlowLogsConfig;
  /** Ranges that the VPC is, or may one day be, routed to: `cidr` overlaps none of them. */
  readonly reserved?: readonly ReservedRange[];
}

/** TCP connections that VMs may open. */
export interface EgressConfig {
  readonly ports: Ports;
  /** IPv4 or IPv6 block. */
  readonly cidr: string;
  readonly description: string;
}

export interface FlowLogsConfig {
  readonly traffic: "all" | "reject" | "none";
  /** As CloudWatch Logs knows them. */
  readonly retentionDays: number;
}

/** A network elsewhere: on premises, a VPN, a peered VPC. */
interface ReservedRange {
  readonly name: string;
  readonly cidr: string;
}
