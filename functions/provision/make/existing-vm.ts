import { TAG } from "../../../core/vm/tags";
import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";
import { RefusedError } from "../errors";
import { findVmsOfPerson } from "../find-vms";
import { vmExistsProblem } from "../record/reassign-record";
import type { TicketSpec } from "./read-spec";

/**
 * The VM that exists already for this very ticket.
 * @param recordedId the record's instance, which is preferred if there are several
 * @throws RefusedError when the developer's VM belongs to another ticket
 */
export async function findExistingVm(
  ctx: Context,
  spec: TicketSpec,
  recordedId: string | undefined,
): Promise<Vm | undefined> {
  const vms = await findVmsOfPerson(ctx, spec);
  if (vms.length > 1) {
    ctx.log.error("Several VMs of one client and developer", { instanceIds: vms.map(({ id }) => id) });
  }
  const vm = vms.find(({ id }) => id === recordedId) ?? vms[0];
  if (vm && vm.tags[TAG.ticket] !== spec.jira) {
    throw new RefusedError([vmExistsProblem(spec, vm, vm.tags[TAG.ticket])]);
  }
  return vm;
}
