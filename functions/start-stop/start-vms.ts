import { isCapacityError, isQuotaError } from "../shared/ec2/failure-codes";
import type { Vm } from "../shared/ec2/vm";
import { forEachConcurrently } from "../shared/for-each-concurrently";
import type { Fleet } from "./ec2";
import { changeType, type RetypeOptions, typesToTry } from "./instance-type";
import { type Outcome, sendInBatches } from "./send-in-batches";

export interface StartOptions extends RetypeOptions {
  readonly fleet: Pick<Fleet, "start" | "changeType">;
}

/** A VM on its way up. */
interface Attempt {
  readonly vm: Vm;
  /** The types that are still to be tried; the first is next. */
  readonly types: readonly string[];
  readonly present: string;
}

/**
 * Starts VMs as the types that are wanted of them; one that EC2 has no capacity for, as the first of its stand-in
 * types that there is capacity for. Never throws: each VM has its outcome.
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
    // A VM that cannot become what is wanted of it is worth more as what it is than not at all.
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

/** A quota is no matter of one type: another one would meet it as well. */
function lacksCapacity(outcome: Outcome | undefined): boolean {
  return outcome?.kind === "failed" && isCapacityError(outcome.error) && !isQuotaError(outcome.error);
}
