import type { NatMode } from "./nat";
import { type SubnetTier, subnetCidr, subnetSize } from "./subnet-cidr";

export interface AddressPlanInput {
  /** IPv4 block of the VPC, /16 to /22. */
  readonly cidr: string;
  /** Availability zones: 2 or 3. */
  readonly azs: number;
  readonly nat: NatMode;
  /** AWS services with an interface endpoint in the VPC. */
  readonly endpoints: readonly string[];
  /** Database servers: each needs an address, one for a standby, and one while it is being replaced. */
  readonly databases: number;
}

export interface SubnetPlan {
  readonly tier: SubnetTier;
  /** 0 to 2. */
  readonly zone: number;
  readonly cidr: string;
  readonly addresses: number;
  /** Used by AWS and by the stacks' resources, except VMs. */
  readonly taken: number;
  /** Private subnets: the number of VMs that fit. */
  readonly free: number;
}

export interface AddressPlan {
  readonly subnets: readonly SubnetPlan[];
  /** VMs that fit, in all zones together. */
  readonly vms: number;
}

/** Of each subnet: network, router, DNS, one for the future, and broadcast (VPC User Guide, Subnet sizing). */
const KEPT_BY_AWS = 5;
/** Reserved in each private subnet for temporary interfaces: of Lambdas, and of endpoints being replaced. */
const KEPT_FOR_CHANGE = 8;
const ADDRESSES_OF_A_DATABASE = 3;

/** Computes the subnets, their contents and the number of VMs that fit, from the config alone. */
export function addressPlan(input: AddressPlanInput): AddressPlan {
  const tiers = ["private", "isolated", "public"] as const;
  const subnets = tiers.flatMap((tier) =>
    Array.from({ length: input.azs }, (_, zone) => subnetPlan(input, tier, zone)),
  );
  const vms = subnets.reduce((sum, { tier, free }) => sum + (tier === "private" ? free : 0), 0);
  return { subnets, vms };
}

function subnetPlan(input: AddressPlanInput, tier: SubnetTier, zone: number): SubnetPlan {
  const addresses = subnetSize(input.cidr, tier);
  const taken = KEPT_BY_AWS + installed(input, tier, zone);
  return { tier, zone, cidr: subnetCidr(input.cidr, tier, zone), addresses, taken, free: addresses - taken };
}

function installed({ nat, endpoints, databases }: AddressPlanInput, tier: SubnetTier, zone: number): number {
  switch (tier) {
    case "private":
      return endpoints.length + KEPT_FOR_CHANGE;
    case "isolated":
      // One mount target, and room for all databases in this zone.
      return 1 + databases * ADDRESSES_OF_A_DATABASE;
    case "public":
      return nat === "per-az" || (nat === "single" && zone === 0) ? 1 : 0;
  }
}

/** The smallest block for which `fits` holds, from `prefix` to /16; undefined if even that is too small. */
export function smallestPrefix(prefix: number, fits: (prefix: number) => boolean): number | undefined {
  for (let length = prefix; length >= 16; length--) if (fits(length)) return length;
  return undefined;
}
