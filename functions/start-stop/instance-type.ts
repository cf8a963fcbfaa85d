import { TAG } from "../../core/vm/tags";
import { isLateCapacity } from "../shared/ec2/failure-codes";
import type { Vm } from "../shared/ec2/vm";
import { forEachConcurrently } from "../shared/for-each-concurrently";
import type { Fleet } from "./fleet";

/** The type that a VM should have: that of its tag, if the policy allows it and EC2 can change it. */
export function wantedType(vm: Vm, allowed: readonly string[]): string {
  const wanted = vm.tags[TAG.instanceType]?.trim();
  if (vm.hibernates || !wanted || !allowed.includes(wanted)) return vm.instanceType;
  return wanted;
}

/**
 * The types to start a VM with, in order: the wanted one, then its stand-ins. If EC2 accepted the last start and then
 * had no capacity for it, the type that failed comes last: it would only be accepted and fail again.
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

/** Whether a VM has another type than the wanted one. */
export function isStandIn(vm: Vm, allowed: readonly string[]): boolean {
  return vm.instanceType !== wantedType(vm, allowed);
}

export interface TypeChangeOptions {
  readonly fleet: Pick<Fleet, "changeType">;
  /** Instance types of the policy: no tag can give a VM another one. */
  readonly allowedTypes: readonly string[];
  readonly isTimeLeft: () => boolean;
  /** Called after each change; `error`: EC2 refused it, and the next run tries again. */
  readonly onTypeChange: (vm: Vm, instanceType: string, error?: Error) => void;
}

/** Gives stopped VMs the wanted type, after a stand-in or a change of the config. Never throws. */
export async function changeTypes(vms: readonly Vm[], options: TypeChangeOptions): Promise<void> {
  await forEachConcurrently(vms, async (vm) => {
    if (options.isTimeLeft()) await changeType(vm, wantedType(vm, options.allowedTypes), options);
  });
}

/** @returns whether EC2 accepted it */
export async function changeType(
  vm: Vm,
  instanceType: string,
  { fleet, onTypeChange }: Pick<TypeChangeOptions, "fleet" | "onTypeChange">,
): Promise<boolean> {
  const error = await fleet.changeType(vm.id, instanceType).then(
    () => undefined,
    (thrown) => thrown as Error,
  );
  onTypeChange(vm, instanceType, error);
  return !error;
}
