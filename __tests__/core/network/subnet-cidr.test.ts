import fc from "fast-check";
import { ipv6SubnetNumber, type SubnetTier, subnetCidr, tierCidrs } from "../../../core/network/subnet-cidr";

const TIERS: readonly SubnetTier[] = ["public", "private", "isolated"];

function range(cidr: string): { first: number; last: number } {
  const [address = "", length] = cidr.split("/");
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, last: first + 2 ** (32 - Number(length)) - 1 };
}

test.each([
  ["10.0.0.0/16", "private", 0, "10.0.0.0/18"],
  ["10.0.0.0/16", "private", 2, "10.0.128.0/18"],
  ["10.0.0.0/16", "isolated", 0, "10.0.192.0/20"],
  ["10.0.0.0/16", "public", 1, "10.0.244.0/22"],
  ["172.16.4.0/22", "public", 2, "172.16.7.224/28"],
] as const)("in %s, the %s subnet of zone %i is %s", (cidr, tier, zone, expected) => {
  expect(subnetCidr(cidr, tier, zone)).toBe(expected);
});

test("no two subnets overlap, all are in the VPC's block, and each is aligned to its size", () => {
  const vpc = fc.record({ length: fc.integer({ min: 16, max: 22 }), seed: fc.nat(255) });
  fc.assert(
    fc.property(vpc, ({ length, seed }) => {
      const size = 2 ** (32 - length);
      const start = 10 * 2 ** 24 + seed * size;
      const address = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".");
      const block = range(`${address}/${length}`);
      const subnets = TIERS.flatMap((tier) =>
        [0, 1, 2].map((zone) => subnetCidr(`${address}/${length}`, tier, zone)),
      );
      const ranges = subnets.map(range).sort((a, b) => a.first - b.first);
      let previous = block.first - 1;
      for (const { first, last } of ranges) {
        expect(first).toBeGreaterThan(previous);
        expect(first % (last - first + 1)).toBe(0);
        previous = last;
      }
      expect(previous).toBeLessThanOrEqual(block.last);
    }),
  );
});

test.each([
  ["private", 2, ["10.0.0.0/17"]],
  ["private", 3, ["10.0.0.0/17", "10.0.128.0/18"]],
  ["isolated", 2, ["10.0.192.0/19"]],
  ["isolated", 3, ["10.0.192.0/19", "10.0.224.0/20"]],
] as const)("the %s subnets of %i zones are together %j", (tier, azs, expected) => {
  expect(tierCidrs("10.0.0.0/16", tier, azs)).toEqual(expected);
});

test("a tier's blocks hold as many addresses as its subnets, and no other subnet's", () => {
  for (const length of [16, 19, 22]) {
    for (const tier of TIERS) {
      const blocks = tierCidrs(`10.0.0.0/${length}`, tier, 3).map(range);
      const subnets = [0, 1, 2].map((zone) => range(subnetCidr(`10.0.0.0/${length}`, tier, zone)));
      const count = (ranges: typeof blocks) =>
        ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
      expect(count(blocks)).toBe(count(subnets));
      for (const { first, last } of subnets)
        expect(blocks.some((block) => block.first <= first && last <= block.last)).toBe(true);
    }
  }
});

test("every subnet has a unique IPv6 number within a /56", () => {
  const numbers = TIERS.flatMap((tier) => [0, 1, 2].map((zone) => ipv6SubnetNumber(tier, zone)));
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) expect(number).toBeLessThan(256);
});
