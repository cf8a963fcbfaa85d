import { defaultEndpoints, missingEndpoints } from "../../../network/endpoint-services";
import { at, type Cursor, items, text } from "../../file/cursor";
import { duplicatesOf } from "../../file/duplicates";
import type { ProblemAtPath } from "../../file/problem";
import { quoted } from "../../file/quoted";
import { checkEgress } from "./check-egress";
import { overlaps, parseCidr } from "./cidr";
import { readNetwork } from "./read-network";

export function checkNetwork(network: Cursor): ProblemAtPath[] {
  return [
    ...checkReserved(network),
    ...warnWithoutNat(network),
    ...checkEndpoints(network),
    ...checkEgress(network),
  ];
}

function checkReserved(network: Cursor): ProblemAtPath[] {
  const block = parseCidr(readNetwork(network).cidr);
  if (!block) return [];
  return items(at(network, "reserved")).flatMap((range) => {
    const cidr = text(at(range, "cidr"));
    const other = cidr === undefined ? undefined : parseCidr(cidr);
    if (!other || !overlaps(block, other)) return [];
    const name = text(at(range, "name"));
    const message = `overlaps the reserved range ${cidr}${name === undefined ? "" : ` (${name})`}`;
    return [{ path: at(network, "cidr").path, message, hint: `Choose a block for the VPC outside ${cidr}.` }];
  });
}

function warnWithoutNat(network: Cursor): ProblemAtPath[] {
  const nat = at(network, "nat");
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

function checkEndpoints(network: Cursor): ProblemAtPath[] {
  const list = at(network, "endpoints");
  const duplicates = duplicatesOf(items(list), (name) => name).map(({ place, text: name }) => ({
    path: place.path,
    message: `${quoted(name)} appears twice`,
    hint: "Remove one.",
  }));
  return [...duplicates, ...(Array.isArray(list.value) ? checkMissingEndpoints(network, list) : [])];
}

/** With NAT, a service without an endpoint is reached all the same. */
function checkMissingEndpoints(network: Cursor, list: Cursor): ProblemAtPath[] {
  if (readNetwork(network).nat !== "none") return [];
  const { needed, useful } = missingEndpoints(items(list).flatMap((item) => text(item) ?? []));
  const hint = `Remove endpoints, which means ${defaultEndpoints("none").join(", ")}.`;
  return [
    ...(needed.length > 0
      ? [
          {
            path: list.path,
            atKey: true,
            message: `without NAT no VM becomes ready and reachable unless there are endpoints for ${needed.join(", ")}, too`,
            hint: `Add ${needed.join(", ")}.`,
          },
        ]
      : []),
    ...useful.map(({ name, without }) => ({
      path: list.path,
      atKey: true,
      severity: "warning" as const,
      message: `without NAT and an endpoint for ${name}, ${without}`,
      hint,
    })),
  ];
}
