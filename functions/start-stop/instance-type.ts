import { TAG } from "../../core/vm/tags";
import { isLateCapacity } from "../shared/ec2/failure-codes";
import type { Vm } from "../shared/ec2/vm";
import { forEachConcurrently } from "../shared/for-each-concurrently";
import type { Fleet } from "./ec2";

/** The type that a VM should have: that of its tag, where it may have it and EC2 can change it. */
export function wantedType(vm: Vm, allowed: readonly string[]): string {
  const wanted = vm.tags[TAG.instanceType]?.trim();
  if (vm.hibernates || !wanted || !allowed.includes(wanted)) return vm.instanceType;
  return wanted;
}

/**
 * The types to start a VM with, in order: the wanted one, then its stand-ins. After a start that EC2 accepted and
 * then had no capacity for, the type that failed comes last: it would only be accepted again.
 */
export function typesToTry(vm: Vm, allowed: readonly string[]): readonly string[] {
  const wanted = wantedType(vm, allowed);
  if (vm.hibernates || !vm.tags[TAG.instanceType]) return [wanted];
  const standIns = (vm.tags[TAG.fallbackTypes] ?? "")
    .split(/[\s,]+/)
    .filter((type) => allowed.includes(type));
  const types = [...new Set([wanted, ...standIns])];
  if (!isLateCapacity(vm.stateReasonCode ?? "")) return types;
  const after = types.indexOf(vm.instanceType) + 1;
  return [...types.slice(after), ...types.slice(0, after)];
}

/** Whether a VM runs, or would be started, as something else than what is wanted of it. */
export function isStandIn(vm: Vm, allowed: readonly string[]): boolean {
  return vm.instanceType !== wantedType(vm, allowed);
}

export interface RetypeOptions {
  readonly fleet: Pick<Fleet, "changeType">;
  /** Instance types of the policy: no tag makes a VM anything else. */
  readonly allowedTypes: readonly string[];
  readonly isTimeLeft: () => boolean;
  /** Told of each change of type; `error`: EC2 refused it, and the next run asks again. */
  readonly onTypeChange: (vm: Vm, instanceType: string, error?: Error) => void;
}

/** Gives stopped VMs the type that is wanted of them: after a stand-in, or since the config says another. Never throws. */
export async function retypeVms(vms: readonly Vm[], options: RetypeOptions): Promise<void> {
  await forEachConcurrently(vms, async (vm) => {
    if (options.isTimeLeft()) await changeType(vm, wantedType(vm, options.allowedTypes), options);
  });
}

/** @returns whether EC2 took it */
export async function changeType(
  vm: Vm,
  instanceType: string,
  { fleet, onTypeChange }: Pick<RetypeOptions, "fleet" | "onTypeChange">,
): Promise<boolean> {
  const error = await fleet.changeType(vm.id, instanceType).then(
    () => undefined,
    (thrown) => thrown as Error,
  );
  onTypeChange(vm, instanceType, error);
  return !error;
}
