import { aclRules, MOST_ACL_RULES } from "../../../network/acl-rules";
import { DATABASE_PORTS, isIpv6, NFS, parsePorts } from "../../../network/ports";
import { type EgressRule, egressId, vmEgress } from "../../../network/vm-egress";
import { at, type Cursor, items, text } from "../../file/cursor";
import type { ProblemAtPath } from "../../file/problem";
import { blockProblem, overlaps, parseCidr } from "./cidr";
import { readNetwork } from "./read-network";

export function checkEgress(network: Cursor): ProblemAtPath[] {
  const list = at(network, "egress");
  const rules = items(list);
  return [
    ...rules.flatMap(checkPort),
    ...rules.flatMap((rule) => checkDestination(network, rule)),
    ...checkDuplicates(network, rules),
    ...checkCount(network, list),
  ];
}

function checkPort(rule: Cursor): ProblemAtPath[] {
  const given = ["port", "ports"].filter((key) => at(rule, key).value !== undefined);
  if (given.length === 1) return [];
  return [
    {
      path: rule.path,
      message: given.length === 0 ? "has no port" : "has both port and ports",
      hint: 'Write either port, such as 22, or ports, such as "8000-8100".',
    },
  ];
}

/** Refuses a destination that no route leads to. */
function checkDestination(network: Cursor, rule: Cursor): ProblemAtPath[] {
  const place = at(rule, "cidr");
  const cidr = text(place);
  if (cidr === undefined || blockProblem(cidr)) return [];
  const { nat, ipv6 } = readNetwork(network);
  if (isIpv6(cidr) && !ipv6) {
    return [
      {
        path: place.path,
        message: "the network has no IPv6",
        hint: "Set network.ipv6 to true, or write an IPv4 block.",
      },
    ];
  }
  if (nat !== "none" || isReserved(network, cidr)) return [];
  const message = "without NAT, VMs reach nothing outside the VPC";
  const hint = "Remove it, choose another network.nat, or write a block within one of network.reserved.";
  return [{ path: place.path, message, hint }];
}

function isReserved(network: Cursor, cidr: string): boolean {
  const block = parseCidr(cidr);
  return items(at(network, "reserved")).some((range) => {
    const other = parseCidr(text(at(range, "cidr")) ?? "");
    return block && other && overlaps(block, other) && other.prefix <= block.prefix;
  });
}

function checkDuplicates(network: Cursor, rules: readonly Cursor[]): ProblemAtPath[] {
  const open = new Set(vmEgress({ ...readNetwork(network), egress: [] }).map(({ id }) => id));
  return rules.flatMap((place) => {
    const rule = readRule(place);
    if (!rule) return [];
    const id = egressId(rule.ports, rule.cidr);
    if (!open.has(id)) {
      open.add(id);
      return [];
    }
    return [{ path: place.path, message: "these connections are open already", hint: "Remove it." }];
  });
}

function checkCount(network: Cursor, list: Cursor): ProblemAtPath[] {
  const read = readNetwork(network);
  if (!read.hasUsableCidr) return [];
  const egress = items(list).flatMap((rule) => readRule(rule) ?? []);
  const dataPorts = [NFS, ...Object.values(DATABASE_PORTS)];
  const acls = Object.values(aclRules({ ...read, egress, dataPorts }));
  const most = Math.max(...acls.flatMap((acl) => [acl.ingress.length, acl.egress.length]));
  if (egress.length === 0 || most <= MOST_ACL_RULES) return [];
  return [
    {
      path: list.path,
      atKey: true,
      message: `makes ${most} rules in a network ACL, which accepts ${MOST_ACL_RULES}`,
      hint: `Remove at least ${most - MOST_ACL_RULES}, or join ports and blocks.`,
    },
  ];
}

function readRule(rule: Cursor): EgressRule | undefined {
  const cidr = text(at(rule, "cidr"));
  const ports = parsePorts(text(at(rule, "ports")) ?? String(at(rule, "port").value));
  if (cidr === undefined || !ports || blockProblem(cidr)) return undefined;
  return { cidr, ports, description: "" };
}
