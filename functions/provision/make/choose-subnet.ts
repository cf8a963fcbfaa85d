import { createHash } from "node:crypto";
import { accessPointPath, type Person } from "../../../core/vm/names";
import type { VmSpec } from "../../../core/vm-spec/vm-spec";
import type { Context } from "../context";
import { LaunchFailedError } from "../errors";

/** Zones that have refused in this round: subnet id to error code. */
export type ZoneRefusals = Map<string, string>;

/**
 * The first subnet that has not refused, in an order that spreads identities over the zones.
 * @throws LaunchFailedError when all have refused
 */
export function chooseSubnet(
  { config }: Pick<Context, "config">,
  spec: VmSpec,
  refusals: ZoneRefusals,
): string {
  const { subnetIds } = config;
  const first = firstIndex(spec, subnetIds.length);
  const ordered = [...subnetIds.slice(first), ...subnetIds.slice(0, first)];
  const free = ordered.find((id) => !refusals.has(id));
  if (free) return free;
  const codes = [...refusals].map(([id, code]) => `${code} in ${id}`).join(", ");
  throw new LaunchFailedError({
    person: spec,
    code: "NoCapacity",
    reason: `AWS has no capacity for a ${spec.instanceType} in any zone at present: ${codes}`,
    whatToDo:
      "The launch is retried for a while. If there is no VM by then, ask for another instance type on the ticket, or move it here again later.",
    retryable: true,
  });
}

function firstIndex(person: Person, count: number): number {
  return createHash("sha256").update(accessPointPath(person)).digest().readUInt32BE(0) % count;
}
