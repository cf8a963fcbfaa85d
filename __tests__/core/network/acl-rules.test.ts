import fc from "fast-check";
import { type AclInput, type AclRule, aclRules, MOST_ACL_RULES } from "../../../core/network/acl-rules";
import { ENDPOINT_SERVICES } from "../../../core/network/endpoint-services";
import { DATABASE_PORTS, NFS } from "../../../core/network/ports";
import { subnetCidr } from "../../../core/network/subnet-cidr";

const VPC = "10.0.0.0/16";
const GIT = { ports: { from: 22, to: 22 }, cidr: "140.82.112.0/20", description: "Git over SSH" };
const BASE: AclInput = {
  cidr: VPC,
  azs: 3,
  nat: "single",
  ipv6: false,
  endpoints: [],
  egress: [GIT],
  dataPorts: [NFS, DATABASE_PORTS.postgres, DATABASE_PORTS.mysql],
};
const WEB = "93.184.216.34";
const GITHUB = "140.82.121.4";
const EPHEMERAL = 40_000;

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function contains(cidr: string, address: string): boolean {
  if (cidr.includes(":")) return false;
  const [first = "", length] = cidr.split("/");
  return (
    Math.floor(toNumber(address) / 2 ** (32 - Number(length))) ===
    Math.floor(toNumber(first) / 2 ** (32 - Number(length)))
  );
}

/** An address of a zone's subnet. */
function host(tier: "public" | "private" | "isolated", zone: number): string {
  return subnetCidr(VPC, tier, zone).replace(/\.0\/\d+$/, ".7");
}

function passes(rules: readonly AclRule[], address: string, port: number): boolean {
  return rules.some(
    ({ protocol, match, cidr }) =>
      protocol === "tcp" &&
      "from" in match &&
      match.from <= port &&
      port <= match.to &&
      contains(cidr, address),
  );
}

type Tier = "public" | "private" | "isolated";

/** Whether both ACLs on the path allow a connection and its answers; `undefined`: outside the VPC. */
function connects(
  input: AclInput,
  from: { tier: Tier; address: string },
  to: { tier?: Tier; address: string },
  port: number,
): boolean {
  const acls = aclRules(input);
  const near = acls[from.tier];
  const far = to.tier && acls[to.tier];
  return (
    passes(near.egress, to.address, port) &&
    passes(near.ingress, to.address, EPHEMERAL) &&
    (!far || (passes(far.ingress, from.address, port) && passes(far.egress, from.address, EPHEMERAL)))
  );
}

const vm = (zone: number) => ({ tier: "private" as const, address: host("private", zone) });
const store = (zone: number) => ({ tier: "isolated" as const, address: host("isolated", zone) });
const nat = { tier: "public" as const, address: host("public", 0) };

describe.each([2, 3] as const)("with %i zones", (azs) => {
  const input = { ...BASE, azs };
  const last = azs - 1;

  test.each([2049, 5432, 3306])("a VM of any zone reaches port %i of any other", (port) => {
    expect(connects(input, vm(0), store(last), port)).toBe(true);
    expect(connects(input, vm(last), store(0), port)).toBe(true);
  });

  test.each([22, 443, 111, 8080])("no VM reaches port %i of the isolated subnets", (port) => {
    expect(passes(aclRules(input).isolated.ingress, host("private", 0), port)).toBe(false);
  });

  test("isolated subnets open no connection", () => {
    for (const address of [host("private", 0), host("public", 0), WEB])
      for (const port of [22, 80, 443]) expect(connects(input, store(0), { address }, port)).toBe(false);
    expect(passes(aclRules(input).isolated.egress, WEB, EPHEMERAL)).toBe(false);
  });

  test("public subnets cannot reach isolated subnets", () => {
    for (const port of [2049, 5432, 3306]) expect(connects(input, nat, store(0), port)).toBe(false);
  });
});

describe("with NAT", () => {
  test.each([
    [WEB, 443],
    [WEB, 80],
    [GITHUB, 22],
  ])("%s is reached at port %i, from the VM and from the NAT gateway for it", (address, port) => {
    expect(connects(BASE, vm(1), { address }, port)).toBe(true);
    expect(connects(BASE, nat, { address }, port)).toBe(true);
    const { ingress, egress } = aclRules(BASE).public;
    expect(passes(ingress, host("private", 1), port) && passes(egress, host("private", 1), EPHEMERAL)).toBe(
      true,
    );
  });

  test.each([
    [WEB, 22],
    [WEB, 25],
    [GITHUB, 3389],
  ])("%s is not reached at port %i", (address, port) => {
    expect(connects(BASE, vm(0), { address }, port)).toBe(false);
  });

  test("no outside host can reach a well-known port of a VM", () => {
    for (const port of [22, 80, 443]) expect(passes(aclRules(BASE).private.ingress, WEB, port)).toBe(false);
  });

  test("messages about too large packets are allowed", () => {
    for (const acl of [aclRules(BASE).public, aclRules(BASE).private])
      expect(acl.ingress).toContainEqual(
        expect.objectContaining({ protocol: "icmp", match: { type: 3, code: 4 } }),
      );
  });
});

describe("without NAT", () => {
  const input: AclInput = { ...BASE, nat: "none", endpoints: ENDPOINT_SERVICES, egress: [] };

  test("public subnets allow no traffic", () => {
    expect(aclRules(input).public).toEqual({ ingress: [], egress: [] });
  });

  test("a VM reaches the endpoints of other zones, and S3 at its public addresses", () => {
    expect(connects(input, vm(0), vm(2), 443)).toBe(true);
    expect(connects(input, vm(0), { address: "52.216.1.1" }, 443)).toBe(true);
    expect(connects(input, vm(0), { address: WEB }, 80)).toBe(false);
  });
});

describe("IPv6", () => {
  const cidrs = (input: AclInput, tier: Tier) => {
    const { ingress, egress } = aclRules(input)[tier];
    return [...ingress, ...egress].map(({ cidr }) => cidr).filter((cidr) => cidr.includes(":"));
  };

  test("IPv6 is in no list without it", () => {
    for (const tier of ["public", "private", "isolated"] as const) expect(cidrs(BASE, tier)).toEqual([]);
  });

  test("IPv6 traffic can leave private subnets, and answers and messages about large packets return", () => {
    const { ingress, egress } = aclRules({ ...BASE, ipv6: true }).private;
    const over = (rules: readonly AclRule[]) =>
      rules.filter(({ cidr }) => cidr === "::/0").map(({ match }) => match);
    expect(over(egress)).toEqual([
      { from: 443, to: 443 },
      { from: 80, to: 80 },
    ]);
    expect(over(ingress)).toEqual([
      { from: 1024, to: 65_535 },
      { type: 2, code: 0 },
    ]);
  });

  test("IPv6 traffic passes neither public nor isolated subnets, nor any subnet without internet access", () => {
    const input = { ...BASE, ipv6: true };
    expect([...cidrs(input, "public"), ...cidrs(input, "isolated")]).toEqual([]);
    expect(cidrs({ ...input, nat: "none", egress: [] }, "private")).toEqual([]);
  });
});

test("no list exceeds AWS's limit in any config without its own egress rules; numbers are unique", () => {
  const inputs: fc.Arbitrary<AclInput> = fc.record({
    cidr: fc.constant(VPC),
    azs: fc.constantFrom(2, 3),
    nat: fc.constantFrom("none", "single", "per-az"),
    ipv6: fc.boolean(),
    endpoints: fc.subarray([...ENDPOINT_SERVICES]),
    egress: fc.constant([]),
    dataPorts: fc.constant(BASE.dataPorts),
  });
  fc.assert(
    fc.property(inputs, (input) => {
      for (const { ingress, egress } of Object.values(aclRules(input))) {
        for (const rules of [ingress, egress]) {
          expect(rules.length).toBeLessThanOrEqual(MOST_ACL_RULES);
          expect(new Set(rules.map(({ number }) => number)).size).toBe(rules.length);
        }
      }
    }),
  );
});
