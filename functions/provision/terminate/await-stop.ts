import type { Vm } from "../../shared/ec2/vm";
import { poll } from "../../shared/retry";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";
import { findVmOfTicket } from "../find-vms";
import { stopAndOptOut } from "../stop/stop-and-opt-out";

const UNTIL_STOPPED = { tries: 12, pauseMs: 5000 };

/**
 * Stops a ticket's VM and waits until it is stopped: only then is its disk consistent.
 * @returns the stopped VM
 * @throws RetryLaterError while it is not stopped
 */
export async function awaitStop(ctx: Context, ticket: string, vm: Vm): Promise<Vm> {
  await stopAndOptOut(ctx, vm);
  const found = await poll(ctx, UNTIL_STOPPED, () => findVmOfTicket(ctx, ticket, vm.id), isStopped);
  if (found && isStopped(found)) return found;
  throw new RetryLaterError(`${vm.id} has to stop before its last snapshot`);
}

/** Whether the VM has not been started since it was found stopped. */
export async function isSameStop(ctx: Context, ticket: string, vm: Vm): Promise<boolean> {
  const found = await findVmOfTicket(ctx, ticket, vm.id);
  return isStopped(found) && found?.launchTime.getTime() === vm.launchTime.getTime();
}

function isStopped(vm: Vm | undefined): boolean {
  return vm?.state === "stopped";
}
