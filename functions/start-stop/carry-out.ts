import type { Order } from "./decide";
import type { Outcome } from "./send-in-batches";
import { type StartOptions, startVms } from "./start-vms";
import { type StopOptions, stopVms } from "./stop-vms";

/** What became of each order. */
export type OrderOutcomes = readonly (readonly [Order, Outcome])[];

/** Starts and stops VMs. @returns also the ids of the VMs that hibernate. Never throws. */
export async function carryOut(
  orders: readonly Order[],
  options: StartOptions & StopOptions,
): Promise<{ readonly outcomes: OrderOutcomes; readonly hibernated: ReadonlySet<string> }> {
  const vmsOf = (action: Order["action"]) =>
    orders.filter((order) => order.action === action).map(({ vm }) => vm);
  const [start, stop] = await Promise.all([
    startVms(vmsOf("start"), options),
    stopVms(vmsOf("stop"), options),
  ]);
  const all = { start, stop: stop.outcomes };
  const outcomeOf = ({ action, vm }: Order): Outcome => all[action].get(vm.id) ?? { kind: "deferred" };
  return { outcomes: orders.map((order) => [order, outcomeOf(order)]), hibernated: stop.hibernated };
}
