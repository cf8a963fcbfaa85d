import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { TAG } from "../../../core/vm/tags";
import { isLive } from "../../shared/ec2/states";
import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";
import { isConfigVm } from "../store";
import { awaitStop, isSameStop } from "./await-stop";
import { personOf } from "./find-vms";
import { release } from "./release";
import { ensureSnapshot } from "./snapshot";
import { recordOfPerson } from "./ticket-record";

export type GiveUpOutcome = "given-up" | "config" | "withdrawn";

/**
 * A ticket's VM for good: a snapshot of its disk at rest, then the instance, then its place in the quota. An entry of
 * the config is left alone. A repetition finishes what was cut off.
 *
 * @param isStillWanted asked when the instance could go
 * @throws ProvisionError
 */
export async function giveUpVm(
  ctx: Context,
  ticket: string,
  vm: Vm,
  isStillWanted: () => Promise<boolean>,
): Promise<GiveUpOutcome> {
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
  if (record?.instanceId === vm.id) await release(ctx, record);
  ctx.log.info("Given up", { ticket, instanceId: vm.id, name: vm.tags[TAG.name] });
  return "given-up";
}
