export type SubnetTier = "public" | "private" | "isolated";

/** The VPC's block in sixteenths: the first and the number of them that each tier's subnet takes in each zone. */
const LAYOUT: Record<SubnetTier, { readonly first: number; readonly sixteenths: number }> = {
  // VMs: a quarter of the block per zone, so three quarters for three zones.
  private: { first: 0, sixteenths: 4 },
  isolated: { first: 12, sixteenths: 1 },
  // NAT gateways only: a quarter of a sixteenth is more than enough, and keeps the plan regular.
  public: { first: 15, sixteenths: 0.25 },
};

/** IPv4 addresses from `start`. */
interface Range {
  readonly start: number;
  readonly size: number;
}

/**
 * The block of one subnet, at a fixed position: adding a zone moves no other subnet.
 *
 * @param cidr the VPC's IPv4 block, /16 to /22
 * @param zone 0 to 2
 */
export function subnetCidr(cidr: string, tier: SubnetTier, zone: number): string {
  return toCidr(subnetRange(cidr, tier, zone));
}

/** Addresses of one subnet, including those that AWS reserves. */
export function subnetSize(cidr: string, tier: SubnetTier): number {
  return subnetRange(cidr, tier, 0).size;
}

/** The fewest blocks that cover a tier's subnets in all zones and nothing else: what rules name. */
export function tierCidrs(cidr: string, tier: SubnetTier, azs: number): string[] {
  const subnets = Array.from({ length: azs }, (_, zone) => subnetRange(cidr, tier, zone));
  return subnets.reduce<Range[]>(joined, []).map(toCidr);
}

/**
 * Number of a subnet's /64 within the VPC's /56 of IPv6. Fixed positions with room for sixteen zones per tier, so that
 * enabling IPv6 later moves nothing.
 */
export function ipv6SubnetNumber(tier: SubnetTier, zone: number): number {
  return LAYOUT[tier].first * 16 + zone;
}

function subnetRange(cidr: string, tier: SubnetTier, zone: number): Range {
  const [address = "", length = ""] = cidr.split("/");
  const sixteenth = 2 ** (32 - Number(length)) / 16;
  const { first, sixteenths } = LAYOUT[tier];
  const size = sixteenths * sixteenth;
  return { start: toNumber(address) + first * sixteenth + zone * size, size };
}

/** Appends a range, merged with its neighbour if the two are halves of one block. */
function joined(ranges: Range[], next: Range): Range[] {
  const last = ranges.at(-1);
  const isOtherHalf =
    last?.size === next.size && last.start % (2 * next.size) === 0 && last.start + last.size === next.start;
  if (!isOtherHalf) return [...ranges, next];
  return joined(ranges.slice(0, -1), { start: last.start, size: 2 * last.size });
}

function toCidr({ start, size }: Range): string {
  return `${toAddress(start)}/${32 - Math.log2(size)}`;
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
