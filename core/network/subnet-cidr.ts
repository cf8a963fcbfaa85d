export type SubnetTier = "public" | "private" | "isolated";

/** The VPC's block in sixteenths: the first and the number of them that each tier's subnet takes in each zone. */
const LAYOUT: Record<SubnetTier, { readonly first: number; readonly sixteenths: number }> = {
  // VMs: a quarter of the block a zone, so three quarters for three zones.
  private: { first: 0, sixteenths: 4 },
  isolated: { first: 12, sixteenths: 1 },
  // NAT gateways only: a quarter of a sixteenth is plenty, but keeps the plan even.
  public: { first: 15, sixteenths: 0.25 },
};

/**
 * The block of one subnet, by fixed place: adding a zone moves no other subnet.
 *
 * @param cidr the VPC's IPv4 block, /16 to /22
 * @param zone 0 to 2
 */
export function subnetCidr(cidr: string, tier: SubnetTier, zone: number): string {
  const [address = "", length = ""] = cidr.split("/");
  const sixteenth = 2 ** (32 - Number(length)) / 16;
  const { first, sixteenths } = LAYOUT[tier];
  const size = sixteenths * sixteenth;
  const start = toNumber(address) + first * sixteenth + zone * size;
  return `${toAddress(start)}/${32 - Math.log2(size)}`;
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
