import { isCapacityError, isQuotaError } from "../shared/ec2/failure-codes";
import type { Vm } from "../shared/ec2/vm";
import { forEachConcurrently } from "../shared/for-each-concurrently";
import type { Fleet } from "./fleet";
import { changeType, type TypeChangeOptions, typesToTry } from "./instance-type";
import { type Outcome, sendInBatches } from "./send-in-batches";

export interface StartOptions extends TypeChangeOptions {
  readonly fleet: Pick<Fleet, "start" | "changeType">;
}

/** A VM that is being started. */
interface Attempt {
  readonly vm: Vm;
  /** The types that have not failed yet; the first is next. */
  readonly types: readonly string[];
  readonly present: string;
}

/**
 * Starts VMs with their wanted types; where EC2 has no capacity, with the first of the VM's stand-in types that EC2
 * has capacity for. Never throws: each VM has its outcome.
 */
export async function startVms(
  vms: readonly Vm[],
  options: StartOptions,
): Promise<ReadonlyMap<string, Outcome>> {
  const { fleet, isTimeLeft, allowedTypes } = options;
  const outcomes = new Map<string, Outcome>();
  let attempts: readonly Attempt[] = vms.map((vm) => ({
    vm,
    types: typesToTry(vm, allowedTypes),
    present: vm.instanceType,
  }));
  while (attempts.length > 0) {
    const changed = await withNextType(attempts, options);
    // If the type change fails, start the VM with the type that it has.
    const ready = changed.filter(({ vm, types, present }) => present === types[0] || !outcomes.has(vm.id));
    const ids = ready.map(({ vm }) => vm.id);
    const sent = await sendInBatches(ids, { send: fleet.start, isTimeLeft });
    for (const [id, outcome] of sent) outcomes.set(id, outcome);
    attempts = changed
      .filter(({ vm, types }) => types.length > 1 && lacksCapacity(outcomes.get(vm.id)))
      .map(({ types, ...attempt }) => ({ ...attempt, types: types.slice(1) }));
  }
  return outcomes;
}

async function withNextType(
  attempts: readonly Attempt[],
  options: StartOptions,
): Promise<readonly Attempt[]> {
  const changed: Attempt[] = [];
  await forEachConcurrently(attempts, async (attempt) => {
    const { vm, types, present } = attempt;
    const [next = present] = types;
    const isChanged = next !== present && options.isTimeLeft() && (await changeType(vm, next, options));
    changed.push(isChanged ? { ...attempt, present: next } : attempt);
  });
  return changed;
}

/** A used-up quota does not depend on the type, so a stand-in would fail as well. */
function lacksCapacity(outcome: Outcome | undefined): boolean {
  return outcome?.kind === "failed" && isCapacityError(outcome.error) && !isQuotaError(outcome.error);
}
