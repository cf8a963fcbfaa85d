import type { Vm } from "../shared/ec2/vm";
import type { Fleet } from "./fleet";
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
 * Stops VMs; those that were launched with hibernation hibernate. A VM that EC2 does not hibernate, whatever the
 * reason, is stopped like the others: saving its cost counts more than resuming its programs. Never throws.
 */
export async function stopVms(vms: readonly Vm[], { fleet, isTimeLeft }: StopOptions): Promise<Stops> {
  const hibernating = vms.filter(({ hibernates }) => hibernates).map(({ id }) => id);
  const others = vms.filter(({ hibernates }) => !hibernates).map(({ id }) => id);
  const hibernations = await sendInBatches(hibernating, { send: fleet.hibernate, isTimeLeft });
  const refused = hibernating.filter((id) => hibernations.get(id)?.kind === "failed");
  const stops = await sendInBatches([...others, ...refused], { send: fleet.stop, isTimeLeft });
  return {
    outcomes: new Map([...hibernations, ...stops]),
    hibernated: new Set(hibernating.filter((id) => hibernations.get(id)?.kind === "sent")),
  };
}
