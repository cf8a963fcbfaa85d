import { aclRules, MOST_ACL_RULES } from "../../network/acl-rules";
import type { EgressConfig } from "../../network/model";
import { DATABASE_PORTS, isIpv6, NFS, parsePorts } from "../../network/ports";
import { egressId, vmEgress } from "../../network/vm-egress";
import { blockProblem, overlaps, parseCidr } from "../cidr";
import { at, type Cursor, items, text } from "../cursor";
import type { Finding } from "../finding";
import { readNetwork } from "./read-network";

/** What VMs may reach: entries that say too little or too much, and more of them than AWS takes. */
export function egressFindings(file: Cursor): Finding[] {
  const list = at(file, "network", "egress");
  const entries = items(list);
  return [
    ...entries.flatMap(portFindings),
    ...entries.flatMap((entry) => reachFindings(file, entry)),
    ...duplicateFindings(file, entries),
    ...countFindings(file, list),
  ];
}

function portFindings(entry: Cursor): Finding[] {
  const given = ["port", "ports"].filter((key) => at(entry, key).value !== undefined);
  if (given.length === 1) return [];
  return [
    {
      path: entry.path,
      message: given.length === 0 ? "says no port" : "says both port and ports",
      hint: 'Write either port, such as 22, or ports, such as "8000-8100".',
    },
  ];
}

/** Destinations that no route leads to. */
function reachFindings(file: Cursor, entry: Cursor): Finding[] {
  const place = at(entry, "cidr");
  const cidr = text(place);
  if (cidr === undefined || blockProblem(cidr)) return [];
  const { nat, ipv6 } = readNetwork(file);
  if (isIpv6(cidr) && !ipv6) {
    return [
      {
        path: place.path,
        message: "the network has no IPv6",
        hint: "Set network.ipv6 to true, or write an IPv4 block.",
      },
    ];
  }
  if (nat !== "none" || isReserved(file, cidr)) return [];
  const message = "without NAT nothing outside the VPC is reached";
  const hint = "Remove it, choose another network.nat, or write a block within one of network.reserved.";
  return [{ path: place.path, message, hint }];
}

function isReserved(file: Cursor, cidr: string): boolean {
  const block = parseCidr(cidr);
  return items(at(file, "network", "reserved")).some((range) => {
    const other = parseCidr(text(at(range, "cidr")) ?? "");
    return block && other && overlaps(block, other) && other.prefix <= block.prefix;
  });
}

function duplicateFindings(file: Cursor, entries: readonly Cursor[]): Finding[] {
  const open = new Set(vmEgress({ ...readNetwork(file), egress: [] }).map(({ id }) => id));
  return entries.flatMap((entry) => {
    const rule = readEntry(entry);
    if (!rule) return [];
    const id = egressId(rule.ports, rule.cidr);
    if (!open.has(id)) {
      open.add(id);
      return [];
    }
    return [{ path: entry.path, message: "opens what is open already", hint: "Remove it." }];
  });
}

function countFindings(file: Cursor, list: Cursor): Finding[] {
  const network = readNetwork(file);
  if (!network.hasUsableCidr) return [];
  const egress = items(list).flatMap((entry) => readEntry(entry) ?? []);
  const dataPorts = [NFS, ...Object.values(DATABASE_PORTS)];
  const acls = Object.values(aclRules({ ...network, egress, dataPorts }));
  const most = Math.max(...acls.flatMap((acl) => [acl.ingress.length, acl.egress.length]));
  if (egress.length === 0 || most <= MOST_ACL_RULES) return [];
  return [
    {
      path: list.path,
      atKey: true,
      message: `makes ${most} rules in a network ACL, which takes ${MOST_ACL_RULES}`,
      hint: `Remove at least ${most - MOST_ACL_RULES}, or join ports and blocks.`,
    },
  ];
}

function readEntry(entry: Cursor): EgressConfig | undefined {
  const cidr = text(at(entry, "cidr"));
  const ports = parsePorts(text(at(entry, "ports")) ?? String(at(entry, "port").value));
  if (cidr === undefined || !ports || blockProblem(cidr)) return undefined;
  return { cidr, ports, description: "" };
}
