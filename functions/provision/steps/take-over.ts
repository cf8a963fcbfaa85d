import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";
import { RefusedError, RetryLaterError } from "../errors";
import { openAttempt, SETTLING_PAUSE_SECONDS, type VmRecord } from "../record";
import { changeRecord } from "../store";

/**
 * The record as this ticket's: another ticket's becomes it when no VM came of that one, or the VM is gone.
 * @throws RetryLaterError while the other ticket's launch may still come to something
 */
export async function takeOver(
  ctx: Context,
  record: VmRecord,
  ticket: string,
  vm: Vm | undefined,
): Promise<VmRecord> {
  if (record.ticket === ticket) return record;
  if (vm) throw new RefusedError([alreadyThere(record, vm, record.ticket)]);
  if (openAttempt(record, ctx.now())) {
    throw new RetryLaterError(`A VM for ${record.ticket} may be on its way`, {
      pauseSeconds: SETTLING_PAUSE_SECONDS,
    });
  }
  return changeRecord(ctx, record, { ticket, instanceId: null });
}

export function alreadyThere(
  { client, developer }: Pick<VmRecord, "client" | "developer">,
  { id }: Vm,
  ticket: string | undefined,
) {
  return {
    what: "Developer",
    found: `${developer} already has a VM for ${client}: ${id}${ticket ? `, by ${ticket}` : ""}`,
    expected: ticket
      ? `that VM to be used by way of ${ticket}, or given up there first`
      : "that VM to be given up first",
  };
}
