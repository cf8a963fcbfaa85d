import { ENDPOINT_SERVICES } from "../../../../core/network/endpoint-services";
import { fleetYaml } from "../../../support/fleet-yaml";
import { resourcesOf, type StackJson, synthesizeConfig } from "../../../support/synthesize-config";

const made: { remove(): void }[] = [];
afterAll(() => {
  for (const one of made) one.remove();
});

interface Rule {
  readonly cidr_block?: string;
  readonly ipv6_cidr_block?: string;
}

function foundation(network: Record<string, unknown>, databases = true): StackJson {
  const synthesized = synthesizeConfig(
    fleetYaml({ databases, extra: { network: { cidr: "10.0.0.0/16", azs: 3, ...network } } }),
  );
  made.push(synthesized);
  return synthesized.stack("foundation");
}

function bodies(stack: StackJson, type: string): Record<string, unknown>[] {
  return resourcesOf(stack, type).map(([, body]) => body);
}

function vmEgress(stack: StackJson): Record<string, unknown>[] {
  return bodies(stack, "aws_vpc_security_group_egress_rule").filter(({ security_group_id }) =>
    String(security_group_id).includes("vm-security-group"),
  );
}

const VARIANTS = (["none", "single", "per-az"] as const).flatMap((nat) =>
  [false, true].map((ipv6) => ({ nat, ipv6 })),
);

describe.each(VARIANTS)("NAT $nat, IPv6 $ipv6", ({ nat, ipv6 }) => {
  const stack = foundation({ nat, ipv6 });
  const isOut = nat !== "none";

  test("every subnet has one ACL with its own rules, and the default ones allow nothing", () => {
    const acls = bodies(stack, "aws_network_acl");
    expect(acls.flatMap(({ subnet_ids }) => subnet_ids)).toHaveLength(9);
    const [closed] = bodies(stack, "aws_default_network_acl");
    expect(closed).not.toHaveProperty("ingress");
    expect(closed).not.toHaveProperty("egress");
    const [group] = bodies(stack, "aws_default_security_group");
    expect(group).not.toHaveProperty("ingress");
  });

  test("IPv6 has blocks, an egress-only gateway and routes, or no resources at all", () => {
    const withBlock = bodies(stack, "aws_subnet").filter((subnet) => "ipv6_cidr_block" in subnet);
    const routes = bodies(stack, "aws_route").filter((route) => "destination_ipv6_cidr_block" in route);
    expect(withBlock).toHaveLength(ipv6 ? 9 : 0);
    expect(withBlock.filter((subnet) => subnet["assign_ipv6_address_on_creation"])).toHaveLength(
      ipv6 ? 3 : 0,
    );
    expect(bodies(stack, "aws_egress_only_internet_gateway")).toHaveLength(ipv6 && isOut ? 1 : 0);
    expect(routes).toHaveLength(ipv6 && isOut ? 3 : 0);
    for (const route of routes) expect(route).toHaveProperty("egress_only_gateway_id");
    const rules = bodies(stack, "aws_network_acl").flatMap(
      ({ ingress, egress }) => [ingress, egress].flatMap((list) => list ?? []) as Rule[],
    );
    expect(rules.some((rule) => rule.ipv6_cidr_block)).toBe(ipv6 && isOut);
  });

  test("a VM can open connections only to listed ports of listed destinations", () => {
    for (const rule of vmEgress(stack)) {
      expect(rule["ip_protocol"]).toBe("tcp");
      expect(rule["from_port"]).toBe(rule["to_port"]);
    }
    const wide = vmEgress(stack).filter((rule) => "cidr_ipv4" in rule || "cidr_ipv6" in rule);
    expect(new Set(wide.map(({ from_port }) => from_port))).toEqual(new Set(isOut ? [80, 443] : []));
    expect(wide.some((rule) => "cidr_ipv6" in rule)).toBe(isOut && ipv6);
    const inside = vmEgress(stack).filter((rule) => "referenced_security_group_id" in rule);
    expect(inside.map(({ from_port }) => from_port).sort()).toEqual(
      isOut ? [2049, 3306, 5432] : [2049, 3306, 443, 5432],
    );
  });

  test("file system and databases open no connections", () => {
    const others = bodies(stack, "aws_vpc_security_group_egress_rule").filter(
      (rule) => !vmEgress(stack).includes(rule),
    );
    expect(others).toEqual([]);
  });
});

describe("endpoints", () => {
  test("there is one for every service without NAT, in every zone, under its own name", () => {
    const endpoints = bodies(foundation({ nat: "none" }), "aws_vpc_endpoint").filter(
      ({ vpc_endpoint_type }) => vpc_endpoint_type === "Interface",
    );
    expect(endpoints.map(({ service_name }) => service_name).sort()).toEqual(
      ENDPOINT_SERVICES.map((service) => `com.amazonaws.us-east-1.${service}`).sort(),
    );
    for (const endpoint of endpoints) {
      expect(endpoint["private_dns_enabled"]).toBe(true);
      expect(endpoint["subnet_ids"]).toHaveLength(3);
    }
  });

  test("accept only HTTPS from the VMs' group", () => {
    const rules = bodies(foundation({ nat: "none" }), "aws_vpc_security_group_ingress_rule").filter(
      ({ security_group_id }) => String(security_group_id).includes("endpoints_security-group"),
    );
    expect(rules).toEqual([
      expect.objectContaining({
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        referenced_security_group_id: expect.stringContaining("vm-security-group"),
      }),
    ]);
  });

  test("are those of the config's list, if there is one, and none by default with NAT", () => {
    const interfaces = (network: Record<string, unknown>) =>
      bodies(foundation(network), "aws_vpc_endpoint").filter(
        ({ vpc_endpoint_type }) => vpc_endpoint_type !== "Gateway",
      );
    expect(interfaces({ nat: "single" })).toEqual([]);
    expect(interfaces({ nat: "single", endpoints: ["kms"] })).toHaveLength(1);
  });

  test.each(["none", "single"])(
    "with NAT %s, every one has a policy of ours; isolated subnets reach none",
    (nat) => {
      for (const endpoint of bodies(foundation({ nat }), "aws_vpc_endpoint")) {
        expect(endpoint["policy"]).toContain("aws:PrincipalAccount");
        expect(JSON.stringify(endpoint["route_table_ids"] ?? [])).not.toContain("isolated");
      }
    },
  );

  test("without NAT, VMs reach S3 and DynamoDB by their prefix lists", () => {
    const lists = vmEgress(foundation({ nat: "none" })).filter((rule) => "prefix_list_id" in rule);
    expect(lists.map(({ from_port }) => from_port)).toEqual([443, 443]);
  });
});

test("egress of the config is opened in the security group and in all ACLs on the path", () => {
  const egress = [{ port: 22, cidr: "140.82.112.0/20", description: "Git over SSH" }];
  const stack = foundation({ nat: "single", egress });
  expect(vmEgress(stack)).toContainEqual(
    expect.objectContaining({
      from_port: 22,
      to_port: 22,
      cidr_ipv4: "140.82.112.0/20",
      description: "Git over SSH",
    }),
  );
  for (const [name, acl] of resourcesOf(stack, "aws_network_acl")) {
    const opened = (acl["egress"] as Rule[]).filter(({ cidr_block }) => cidr_block === "140.82.112.0/20");
    expect(opened).toHaveLength(name.includes("isolated") ? 0 : 1);
  }
});

test("the ports of missing databases stay closed", () => {
  const acls = resourcesOf(foundation({}, false), "aws_network_acl");
  const ports = acls
    .filter(([name]) => name.includes("isolated"))
    .flatMap(([, { ingress }]) => ingress as { from_port: number }[])
    .map(({ from_port }) => from_port);
  expect(new Set(ports)).toEqual(new Set([2049]));
});

describe("flow logs", () => {
  test("go to an encrypted log group, with a role that the service can assume only for this account", () => {
    const stack = foundation({ flowLogs: { traffic: "reject", retentionDays: 365 } });
    const [log] = bodies(stack, "aws_flow_log");
    expect(log).toMatchObject({ traffic_type: "REJECT", log_destination_type: "cloud-watch-logs" });
    expect(log?.["log_format"]).toContain("$${pkt-srcaddr}");
    const group = bodies(stack, "aws_cloudwatch_log_group").find(({ name }) => name === "dev-vm-flow-logs");
    expect(group).toMatchObject({
      retention_in_days: 365,
      kms_key_id: expect.stringContaining("keys_audit"),
    });
    const role = bodies(stack, "aws_iam_role").find(({ name }) => name === "dev-vm-flow-logs");
    expect(role?.["assume_role_policy"]).toContain("aws:SourceAccount");
  });

  test("are enabled unless the config sets none", () => {
    expect(bodies(foundation({}), "aws_flow_log")).toHaveLength(1);
    expect(bodies(foundation({ flowLogs: { traffic: "none" } }), "aws_flow_log")).toEqual([]);
  });
});

test("the address plan is an output, and no entry of the config changes it", () => {
  const stack = foundation({ nat: "none" }) as unknown as { output: Record<string, { value: unknown }> };
  expect(stack.output["address_plan"]?.value).toMatchObject({
    vms: 3 * (16_384 - 5 - 8 - 10),
    subnets: {
      "private-a": { cidr: "10.0.0.0/18", addresses: 16_384 },
      "isolated-c": { cidr: "10.0.224.0/20" },
    },
  });
});
