import { type OwnedVm, ticketOf } from "../shared/ec2/vm";
import { type AnnounceDeps, type Announcement, announce } from "./announce";
import { allDue, type Due } from "./decide";
import type { Instances } from "./fleet";

/** Some VMs' announcements failed; the others were made. */
export class SweepError extends AggregateError {
  override readonly name = "SweepError";
}

const ONLY_FOR_TICKETS: ReadonlySet<Due["kind"]> = new Set(["ready", "stop-warning"]);

export interface SweepDeps extends AnnounceDeps {
  readonly instances: Instances;
  readonly onAnnounced: (due: Due, vm: OwnedVm, announcement: Announcement) => void;
}

/**
 * Finds what events have missed: ready or failed and never told, running for long without a word.
 * @returns how many VMs there are
 * @throws SweepError after all VMs have had their turn
 */
export async function sweep(deps: SweepDeps): Promise<number> {
  const vms = await deps.instances.list();
  const now = deps.now();
  const due = vms.flatMap((vm) =>
    allDue(vm, now, deps.settings)
      // With no ticket to tell, being ready is no news, and would be none again every few minutes.
      .filter(({ kind }) => !ONLY_FOR_TICKETS.has(kind) || ticketOf(vm))
      .map((announcement) => ({ vm, announcement })),
  );
  const told = await deps.records.told(due.map(({ vm }) => vm.person));
  const errors: Error[] = [];
  for (const [index, { vm, announcement }] of due.entries()) {
    if (told[index]?.has(announcement.marker)) continue;
    try {
      deps.onAnnounced(announcement, vm, await announce(announcement, vm, deps));
    } catch (cause) {
      errors.push(new Error(`${announcement.kind} of ${vm.id} could not be told`, { cause }));
    }
  }
  if (errors.length > 0)
    throw new SweepError(errors, `${errors.length} of ${due.length} announcements failed`);
  return vms.length;
}
