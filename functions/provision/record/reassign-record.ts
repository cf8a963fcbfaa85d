import type { Person } from "../../../core/vm/names";
import type { Problem } from "../../shared/comments/refused";
import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";
import { RefusedError } from "../errors";
import type { VmRecord } from "./record";
import { changeRecord } from "./store";
import { checkNoOpenLaunch } from "./ticket-record";

/**
 * The record, reassigned to this ticket when another ticket's launch made no VM, or its VM is gone.
 * @throws RefusedError when the other ticket has a VM; RetryLaterError while its launch may still make one
 */
export async function reassignRecord(
  ctx: Context,
  record: VmRecord,
  ticket: string,
  vm: Vm | undefined,
): Promise<VmRecord> {
  if (record.ticket === ticket) return record;
  if (vm) throw new RefusedError([vmExistsProblem(record, vm, record.ticket)]);
  checkNoOpenLaunch(ctx, record);
  return changeRecord(ctx, record, { ticket, instanceId: null });
}

/** @param ticket the VM's; undefined when it has none */
export function vmExistsProblem(
  { client, developer }: Person,
  { id }: Vm,
  ticket: string | undefined,
): Problem {
  return {
    what: "Developer",
    found: `${developer} already has a VM for ${client}: ${id}${ticket ? `, by ${ticket}` : ""}`,
    expected: ticket
      ? `that VM to be used through ${ticket}, or terminated there first`
      : "that VM to be terminated first",
  };
}
