import { defaultEndpoints, missingEndpoints } from "../../network/endpoint-services";
import { overlaps, parseCidr } from "../cidr";
import { at, type Cursor, items, text } from "../cursor";
import type { Finding } from "../finding";
import { quoted } from "../rules";
import { addressFindings } from "./addresses";
import { egressFindings } from "./egress";
import { readNetwork } from "./read-network";

/** The network among its neighbours, its ways to AWS, what VMs may reach, and whether the fleet fits. */
export function networkFindings(file: Cursor): Finding[] {
  return [
    ...overlapFindings(file),
    ...natFindings(file),
    ...endpointFindings(file),
    ...egressFindings(file),
    ...addressFindings(file),
  ];
}

function overlapFindings(file: Cursor): Finding[] {
  const block = parseCidr(readNetwork(file).cidr);
  if (!block) return [];
  return items(at(file, "network", "reserved")).flatMap((range) => {
    const cidr = text(at(range, "cidr"));
    const other = cidr === undefined ? undefined : parseCidr(cidr);
    if (!other || !overlaps(block, other)) return [];
    const message = `overlaps the reserved range ${cidr}${nameOf(range)}`;
    const { path } = at(file, "network", "cidr");
    return [{ path, message, hint: `Choose a block for the VPC outside ${cidr}.` }];
  });
}

function nameOf(range: Cursor): string {
  const name = text(at(range, "name"));
  return name === undefined ? "" : ` (${name})`;
}

function natFindings(file: Cursor): Finding[] {
  const nat = at(file, "network", "nat");
  if (text(nat) !== "none") return [];
  return [
    {
      path: nat.path,
      severity: "warning",
      message: "without a NAT gateway a VM cannot install anything at boot",
      hint: "Put the id of an image that has amazon-efs-utils into the parameter /imagebuilder/<project>/<os> before the first VM.",
    },
  ];
}

function endpointFindings(file: Cursor): Finding[] {
  const place = at(file, "network", "endpoints");
  const seen = new Set<string>();
  const twice = items(place).flatMap((item) => {
    const name = text(item);
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return [];
    }
    return [{ path: item.path, message: `${quoted(name)} stands here twice`, hint: "Remove one." }];
  });
  return Array.isArray(place.value) ? [...twice, ...missingFindings(file, place, [...seen])] : twice;
}

/** Only where there is no NAT: with it, what has no endpoint is reached all the same. */
function missingFindings(file: Cursor, place: Cursor, chosen: readonly string[]): Finding[] {
  if (readNetwork(file).nat !== "none") return [];
  const { needed, useful } = missingEndpoints(chosen);
  const hint = `Remove endpoints, which means ${defaultEndpoints("none").join(", ")}.`;
  return [
    ...(needed.length > 0
      ? [
          {
            path: place.path,
            atKey: true,
            message: `without NAT no VM becomes ready and reachable unless there are endpoints for ${needed.join(", ")}, too`,
            hint: `Add ${needed.join(", ")}.`,
          },
        ]
      : []),
    ...useful.map(({ name, without }) => ({
      path: place.path,
      atKey: true,
      severity: "warning" as const,
      message: `without NAT and an endpoint for ${name}, ${without}`,
      hint,
    })),
  ];
}
