import { at, blocks, texts } from "../body";
import type { Rule } from "../model";
import type { Plan } from "../plan";
import type { Body, Resource } from "../resource";
import { companion, mustBeOff, mustHave, shown } from "./parts";

const ANYWHERE = ["0.0.0.0/0", "::/0"];
const GROUP = ["aws_security_group"];
const INGRESS = ["aws_vpc_security_group_ingress_rule"];
const EGRESS = ["aws_vpc_security_group_egress_rule"];
/** Administration ports: SSH and Remote Desktop. */
const ADMIN_PORTS = [22, 3389];

export const networkRules: readonly Rule[] = [
  {
    id: "no-inbound-from-anywhere",
    title: "No inbound traffic is allowed from the whole internet",
    severity: "critical",
    scanners: [
      ...["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277", "AWS-0107"],
      ...["EC2.13", "EC2.14", "EC2.18", "EC2.19", "EC2.53", "EC2.54"],
    ],
    types: [...INGRESS, ...GROUP, "aws_security_group_rule"],
    remedy: "a source: another security group, or a specific range",
    check: ({ type, body }) =>
      inbound(type, body)
        .filter((rule) => sources(rule).some((one) => ANYWHERE.includes(one)))
        .map((rule) => `allows inbound traffic from ${sources(rule).join(" and ")}`),
  },
  {
    id: "outbound-by-port",
    title: "Outbound traffic to the internet is limited by port",
    severity: "medium",
    scanners: ["CKV_AWS_382", "AWS-0104"],
    types: [...EGRESS, ...GROUP],
    remedy: "a rule per port, or another security group as the destination",
    check: ({ type, body }) =>
      (type === "aws_security_group" ? blocks(body, "egress") : [body])
        .filter((rule) => allPorts(rule) && sources(rule).some((one) => ANYWHERE.includes(one)))
        .map((rule) => `allows all outbound traffic to ${sources(rule).join(" and ")}`),
  },
  {
    id: "security-groups-described",
    title: "Security groups and their rules have a description",
    severity: "low",
    scanners: ["CKV_AWS_23", "AWS-0099", "AWS-0124"],
    types: [...GROUP, ...INGRESS, ...EGRESS],
    remedy: "a description",
    check: ({ body }) => (body["description"] ? undefined : "no description"),
  },
  {
    id: "security-groups-used",
    title: "Every security group is used",
    severity: "low",
    scanners: ["CKV2_AWS_5", "EC2.22"],
    types: GROUP,
    remedy: "a resource that uses the group, or no group",
    check: (group, plan) => (isUsed(group, plan) ? undefined : "no resource uses it"),
  },
  {
    id: "default-security-group-closed",
    title: "The VPC's default security group allows nothing",
    severity: "high",
    scanners: ["CKV2_AWS_12", "AWS-0173", "EC2.2"],
    types: ["aws_vpc"],
    remedy: "an aws_default_security_group without rules",
    check: companion("aws_default_security_group", "vpc_id", ({ body }) =>
      ["ingress", "egress"]
        .filter((name) => blocks(body, name).length > 0)
        .map((name) => `it has ${name} rules`),
    ),
  },
  {
    id: "vpc-flow-logs",
    title: "Network traffic is logged",
    severity: "medium",
    scanners: ["CKV2_AWS_11", "AWS-0178", "EC2.6"],
    types: ["aws_vpc"],
    remedy: "an aws_flow_log of the VPC, for all traffic or at least rejected traffic",
    check: companion("aws_flow_log", "vpc_id", ({ body }) =>
      body["traffic_type"] === "ACCEPT" ? "it does not log rejected traffic" : undefined,
    ),
  },
  mustBeOff(
    {
      id: "subnet-without-public-addresses",
      title: "Subnets assign no public addresses",
      severity: "high",
      scanners: ["CKV_AWS_130", "AWS-0164", "EC2.15"],
      types: ["aws_subnet"],
      remedy: "map_public_ip_on_launch false",
    },
    "map_public_ip_on_launch",
    "off",
  ),
  {
    id: "subnet-network-acl",
    title: "Subnets have their own network ACL",
    severity: "low",
    scanners: ["CKV2_AWS_1", "EC2.16"],
    types: ["aws_subnet"],
    remedy: "an aws_network_acl that names the subnet",
    check: (subnet, plan) =>
      [
        ...plan.referring("aws_network_acl", "subnet_ids", subnet),
        ...plan.referring("aws_network_acl_association", "subnet_id", subnet),
      ].length > 0
        ? undefined
        : "it uses the VPC's default network ACL, which allows everything",
  },
  {
    id: "network-acl-closed",
    title: "Network ACLs allow neither all ports nor administration ports from any address",
    severity: "high",
    scanners: ["CKV_AWS_352", "AWS-0102", "AWS-0105", "EC2.21"],
    types: ["aws_network_acl", "aws_network_acl_rule"],
    remedy: "ingress rules by port or by source",
    check: ({ type, body }) => openDoors(type, body),
  },
  {
    id: "default-route-through-nat",
    title: "Private subnets reach the internet through NAT",
    severity: "medium",
    scanners: ["CKV2_AWS_35"],
    types: ["aws_route"],
    remedy: "nat_gateway_id, or an internet gateway for the subnets that hold the NAT gateways",
    check: (route, plan) => {
      if (
        route.body["gateway_id"] === undefined ||
        !ANYWHERE.includes(String(route.body["destination_cidr_block"]))
      )
        return undefined;
      return subnetsOf(route, plan)
        .filter((subnet) => plan.referring("aws_nat_gateway", "subnet_id", subnet).length === 0)
        .filter((subnet) => holdsSomething(subnet, plan))
        .map(({ address }) => `${address} has a route to the internet gateway`);
    },
  },
  {
    id: "address-in-use",
    title: "Every elastic address is used",
    severity: "low",
    scanners: ["CKV2_AWS_19", "EC2.12"],
    types: ["aws_eip"],
    remedy: "a NAT gateway or an instance that uses it",
    check: companion("aws_nat_gateway", "allocation_id"),
  },
  mustHave(
    {
      id: "endpoint-policy",
      title: "VPC endpoints have a policy",
      severity: "low",
      scanners: [],
      types: ["aws_vpc_endpoint"],
      remedy: "a policy on the endpoint",
    },
    "policy",
  ),
];

function inbound(type: string, body: Body): readonly Body[] {
  if (type === "aws_security_group") return blocks(body, "ingress");
  if (type === "aws_security_group_rule") return body["type"] === "ingress" ? [body] : [];
  return [body];
}

function sources(rule: Body): readonly string[] {
  return [
    "cidr_ipv4",
    "cidr_ipv6",
    "cidr_blocks",
    "ipv6_cidr_blocks",
    "cidr_block",
    "ipv6_cidr_block",
  ].flatMap((name) => texts(rule[name]));
}

function allPorts(rule: Body): boolean {
  return texts(rule["ip_protocol"] ?? rule["protocol"]).includes("-1");
}

function isUsed(group: Resource, plan: Plan): boolean {
  return plan.resources.some(
    ({ stack, type, body }) =>
      !/security_group|^provider$/.test(type) && plan.refersTo(stack, body).includes(group),
  );
}

function openDoors(type: string, body: Body): readonly string[] {
  const rules =
    type === "aws_network_acl" ? blocks(body, "ingress") : [body].filter(({ egress }) => egress !== true);
  return rules
    .filter((rule) => (rule["action"] ?? rule["rule_action"]) !== "deny")
    .filter((rule) => sources(rule).some((one) => ANYWHERE.includes(one)))
    .filter((rule) => allPorts(rule) || ADMIN_PORTS.some((port) => includesPort(rule, port)))
    .map(
      (rule) =>
        `rule ${shown(rule["rule_no"] ?? rule["rule_number"])} allows ${sources(rule)} to access ${portsOf(rule)}`,
    );
}

function includesPort(rule: Body, port: number): boolean {
  return Number(rule["from_port"]) <= port && port <= Number(rule["to_port"]);
}

function portsOf(rule: Body): string {
  return allPorts(rule) ? "every port" : `ports ${rule["from_port"]} to ${rule["to_port"]}`;
}

function subnetsOf({ stack, body }: Resource, plan: Plan): readonly Resource[] {
  return plan
    .refersTo(stack, body["route_table_id"])
    .flatMap((table) => plan.referring("aws_route_table_association", "route_table_id", table))
    .flatMap((association) => plan.refersTo(association.stack, at(association.body, "subnet_id")));
}

/** Whether the subnet contains resources other than network wiring. */
function holdsSomething(subnet: Resource, plan: Plan): boolean {
  const wiring = /^aws_(route_table_association|network_acl|network_acl_association|subnet)$/;
  return plan.resources.some(
    ({ stack, type, body }) => !wiring.test(type) && plan.refersTo(stack, body).includes(subnet),
  );
}
