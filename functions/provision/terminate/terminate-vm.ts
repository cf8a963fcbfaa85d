import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { TAG } from "../../../core/vm/tags";
import { isLive } from "../../shared/ec2/states";
import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";
import { personOf } from "../find-vms";
import { isConfigVm } from "../record/config-entries";
import { releaseQuota } from "../record/release-quota";
import { recordOfPerson } from "../record/ticket-record";
import { awaitStop, isSameStop } from "./await-stop";
import { ensureSnapshot } from "./snapshot";

/** `config`: the config file manages the VM. `withdrawn`: the termination is no longer wanted. */
export type TerminateOutcome = "terminated" | "config" | "withdrawn";

/**
 * Terminates a ticket's VM: a snapshot of its stopped disk, then the instance, then its place in the quota. An entry
 * of the config is left alone. A repetition finishes what was interrupted.
 *
 * @param isStillWanted asked right before the termination
 * @throws ProvisionError
 */
export async function terminateVm(
  ctx: Context,
  ticket: string,
  vm: Vm,
  isStillWanted: () => Promise<boolean>,
): Promise<TerminateOutcome> {
  if (isLive(vm)) {
    if (await isConfigVm(ctx, personOf(vm))) return "config";
    const stopped = await awaitStop(ctx, ticket, vm);
    await ensureSnapshot(ctx, stopped);
    if (!(await isSameStop(ctx, ticket, stopped))) {
      throw new RetryLaterError(`${vm.id} was started while its last snapshot was taken`);
    }
    if (!(await isStillWanted())) return "withdrawn";
    await ctx.aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [vm.id] }));
  }
  const record = await recordOfPerson(ctx, ticket, personOf(vm));
  if (record?.instanceId === vm.id) await releaseQuota(ctx, record);
  ctx.log.info("Terminated", { ticket, instanceId: vm.id, name: vm.tags[TAG.name] });
  return "terminated";
}
