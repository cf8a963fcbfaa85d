import fc from "fast-check";
import { type AddressPlanInput, addressPlan, smallestPrefix } from "../../../core/network/address-plan";
import { ENDPOINT_SERVICES } from "../../../core/network/endpoint-services";

const inputs: fc.Arbitrary<AddressPlanInput> = fc.record({
  cidr: fc.integer({ min: 16, max: 22 }).map((length) => `10.0.0.0/${length}`),
  azs: fc.constantFrom(2, 3),
  nat: fc.constantFrom("none", "single", "per-az"),
  endpoints: fc.subarray([...ENDPOINT_SERVICES]),
  databases: fc.nat(2),
});
const SMALL: AddressPlanInput = { cidr: "10.0.0.0/22", azs: 2, nat: "single", endpoints: [], databases: 2 };

test.each([
  ["a /22 in two zones", SMALL, 2 * (256 - 5 - 8)],
  ["a third zone", { ...SMALL, azs: 3 }, 3 * (256 - 5 - 8)],
  ["ten endpoints a zone", { ...SMALL, endpoints: ENDPOINT_SERVICES }, 2 * (256 - 5 - 8 - 10)],
  ["a /16", { ...SMALL, cidr: "10.0.0.0/16" }, 2 * (16_384 - 5 - 8)],
] as const)("with %s, the expected number of VMs fits", (_what, input, vms) => {
  expect(addressPlan(input).vms).toBe(vms);
});

test("in every network the stacks' resources fit their subnets, with addresses to spare", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      for (const { addresses, taken, free } of addressPlan(input).subnets) {
        expect(free).toBeGreaterThan(0);
        expect(taken + free).toBe(addresses);
      }
    }),
  );
});

test("VMs get exactly the free addresses of private subnets", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { subnets, vms } = addressPlan(input);
      const free = subnets.filter(({ tier }) => tier === "private").map((subnet) => subnet.free);
      expect(free).toHaveLength(input.azs);
      expect(free.reduce((sum, one) => sum + one)).toBe(vms);
    }),
  );
});

test("a larger block never fits fewer VMs, and another endpoint never fits more", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const length = Number(input.cidr.split("/")[1]);
      const { vms } = addressPlan(input);
      fc.pre(length > 16);
      expect(addressPlan({ ...input, cidr: `10.0.0.0/${length - 1}` }).vms).toBeGreaterThan(vms);
      expect(addressPlan({ ...input, endpoints: [...input.endpoints, "ssm"] }).vms).toBeLessThan(vms);
    }),
  );
});

test.each([
  [22, 1000, 20],
  [22, 480, 22],
  [16, 30_000, 16],
  [22, 40_000, undefined],
])("starting from /%i, %i VMs need /%s", (from, vms, expected) => {
  const fits = (prefix: number) => addressPlan({ ...SMALL, cidr: `10.0.0.0/${prefix}` }).vms >= vms;
  expect(smallestPrefix(from, fits)).toBe(expected);
});
