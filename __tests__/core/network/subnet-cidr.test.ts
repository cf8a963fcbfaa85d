import fc from "fast-check";
import { type SubnetTier, subnetCidr } from "../../../core/network/subnet-cidr";

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

test("no two subnets overlap, all lie in the VPC's block, and each starts where its size allows", () => {
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
