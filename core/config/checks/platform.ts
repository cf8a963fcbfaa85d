import { overlaps, parseCidr } from "../cidr";
import { at, type Cursor, items, text } from "../cursor";
import { NETWORK } from "../defaults";
import type { Finding } from "../finding";

/** The network among its neighbours, and where Terraform's state goes. */
export function platformFindings(file: Cursor): Finding[] {
  return [...overlapFindings(file), ...natFindings(file), ...stateFindings(file)];
}

function overlapFindings(file: Cursor): Finding[] {
  const place = at(file, "network", "cidr");
  const own = place.value === undefined ? NETWORK.cidr : text(place);
  const block = own === undefined ? undefined : parseCidr(own);
  if (!block) return [];
  return items(at(file, "network", "reserved")).flatMap((range) => {
    const cidr = text(at(range, "cidr"));
    const other = cidr === undefined ? undefined : parseCidr(cidr);
    if (!other || !overlaps(block, other)) return [];
    const message = `overlaps the reserved range ${cidr}${nameOf(range)}`;
    return [{ path: place.path, message, hint: `Choose a block for the VPC outside ${cidr}.` }];
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

function stateFindings(file: Cursor): Finding[] {
  const state = at(file, "state");
  const backend = at(state, "backend");
  if (text(backend) === "s3") {
    if (at(state, "bucket").value !== undefined) return [];
    return [
      {
        path: [...state.path, "bucket"],
        message: "is missing",
        hint: "Name the bucket that holds the state.",
      },
    ];
  }
  if (backend.value !== undefined && text(backend) !== "local") return [];
  return [at(state, "bucket"), at(state, "region")]
    .filter(({ value }) => value !== undefined && value !== null)
    .map(({ path }) => ({
      path,
      atKey: true,
      message: "means nothing for local state",
      hint: "Set state.backend to s3, or remove it.",
    }));
}
