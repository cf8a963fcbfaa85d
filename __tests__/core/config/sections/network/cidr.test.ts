import fc from "fast-check";
import {
  cidrProblem,
  overlaps,
  parseCidr,
  vpcCidrProblem,
} from "../../../../../core/config/sections/network/cidr";

const octet = fc.integer({ min: 0, max: 255 });
const block = fc
  .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }))
  .map(([a, b, c, d, prefix]) => `${a}.${b}.${c}.${d}/${prefix}`);

describe("blocks of addresses", () => {
  it.each([
    ["10.0.0.0/16", 0x0a000000, 0x0a00ffff],
    ["192.168.255.7/32", 0xc0a8ff07, 0xc0a8ff07],
    ["0.0.0.0/0", 0, 0xffffffff],
  ])("the block %s is parsed to its first and last address", (text, first, last) => {
    expect(parseCidr(text)).toMatchObject({ first, last });
  });

  it.each(["", "10.0.0.0", "10.0.0/8", "10.0.0.256/8", "10.0.0.0/33", "::/0", " 10.0.0.0/8", "10.0.0.0/8\n"])(
    "the text %j is not parsed as a block",
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it("two blocks overlap if one contains the other, in either order", () => {
    fc.assert(
      fc.property(block, block, (one, other) => {
        const [a, b] = [parseCidr(one), parseCidr(other)];
        if (!a || !b) throw new Error("not a block");
        expect(overlaps(a, a)).toBe(true);
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        const inside = (x: typeof a, y: typeof a) => x.first >= y.first && x.first <= y.last;
        expect(overlaps(a, b)).toBe(inside(a, b) || inside(b, a));
      }),
    );
  });

  it("a block with host bits is refused with a hint that would be accepted", () => {
    fc.assert(
      fc.property(block, (text) => {
        const problem = cidrProblem(text);
        const hint = /[\d.]+\/\d+/.exec(problem?.hint ?? "")?.[0];
        if (problem) expect(cidrProblem(hint ?? "")).toBeUndefined();
      }),
    );
  });

  it.each(["10.255.0.0/16", "172.16.0.0/22", "172.31.0.0/16", "192.168.0.0/16"])(
    "the block %s is accepted for a VPC",
    (text) => {
      expect(vpcCidrProblem(text)).toBeUndefined();
    },
  );

  it.each(["10.0.0.0/15", "10.0.0.0/23", "172.15.0.0/16", "192.169.0.0/16", "100.64.0.0/16", "8.8.0.0/16"])(
    "the block %s is refused for a VPC",
    (text) => {
      expect(vpcCidrProblem(text)).toBeDefined();
    },
  );
});
