import type { Vm } from "../../shared/ec2/vm";
import { poll } from "../../shared/retry";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";
import { findVmsOfTicket } from "./find-vms";
import { halt } from "./halt";

const UNTIL_STOPPED = { tries: 12, pauseMs: 5000 };

/**
 * Has a ticket's VM stop, and waits for it: only then is its disk whole.
 * @returns the stopped VM
 * @throws RetryLaterError while it is not stopped
 */
export async function awaitStop(ctx: Context, ticket: string, vm: Vm): Promise<Vm> {
  await halt(ctx, vm);
  const found = await poll(ctx, UNTIL_STOPPED, () => look(ctx, ticket, vm), isStopped);
  if (found && isStopped(found)) return found;
  throw new RetryLaterError(`${vm.id} has to stop before its last snapshot`);
}

/** Whether nobody has started the VM since it was found stopped. */
export async function isSameStop(ctx: Context, ticket: string, vm: Vm): Promise<boolean> {
  const found = await look(ctx, ticket, vm);
  return isStopped(found) && found?.launchTime.getTime() === vm.launchTime.getTime();
}

async function look(ctx: Context, ticket: string, { id }: Vm): Promise<Vm | undefined> {
  return (await findVmsOfTicket(ctx, ticket)).find((vm) => vm.id === id);
}

function isStopped(vm: Vm | undefined): boolean {
  return vm?.state === "stopped";
}
