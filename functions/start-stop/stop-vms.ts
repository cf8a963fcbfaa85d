import type { Vm } from "../shared/ec2/vm";
import type { Fleet } from "./ec2";
import { type BatchOptions, type Outcome, sendInBatches } from "./send-in-batches";

export interface StopOptions extends Pick<BatchOptions, "isTimeLeft"> {
  readonly fleet: Pick<Fleet, "stop" | "hibernate">;
}

/** Outcomes by instance id, and the VMs that hibernate. */
export interface Stops {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly hibernated: ReadonlySet<string>;
}

/**
 * Stops VMs; those that were launched for it hibernate. A VM that EC2 will not hibernate now, whatever the reason, is
 * stopped like the others: what it costs counts more than what it had open. Never throws.
 */
export async function stopVms(vms: readonly Vm[], { fleet, isTimeLeft }: StopOptions): Promise<Stops> {
  const sleepers = vms.filter(({ hibernates }) => hibernates).map(({ id }) => id);
  const others = vms.filter(({ hibernates }) => !hibernates).map(({ id }) => id);
  const slept = await sendInBatches(sleepers, { send: fleet.hibernate, isTimeLeft });
  const refused = sleepers.filter((id) => slept.get(id)?.kind === "failed");
  const stopped = await sendInBatches([...others, ...refused], { send: fleet.stop, isTimeLeft });
  return {
    outcomes: new Map([...slept, ...stopped]),
    hibernated: new Set(sleepers.filter((id) => slept.get(id)?.kind === "sent")),
  };
}
