import { ticketOf } from "../shared/ec2/vm";
import { type AnnounceDeps, announce } from "./announce";
import type { Announcement } from "./announcement";
import { decideAnnouncements } from "./decide";
import { SweepError } from "./errors";
import type { Fleet } from "./fleet";

const ONLY_FOR_TICKETS: ReadonlySet<Announcement["kind"]> = new Set(["ready", "stop-warning"]);

export interface SweepDeps extends AnnounceDeps {
  readonly fleet: Fleet;
}

/**
 * Makes the announcements that events have missed.
 * @returns the number of VMs
 * @throws SweepError after all VMs have been processed
 */
export async function sweep(deps: SweepDeps): Promise<number> {
  const vms = await deps.fleet.list();
  const now = deps.now();
  const due = vms.flatMap((vm) =>
    decideAnnouncements(vm, now, deps.settings)
      // Without a ticket, nothing records that a VM is ready: it would be logged and counted in every sweep.
      .filter(({ kind }) => !ONLY_FOR_TICKETS.has(kind) || ticketOf(vm))
      .map((announcement) => ({ vm, announcement })),
  );
  const announced = await deps.store.findAnnounced(due.map(({ vm }) => vm.person));
  const errors: Error[] = [];
  for (const [index, { vm, announcement }] of due.entries()) {
    if (announced[index]?.has(announcement.marker)) continue;
    try {
      await announce(announcement, vm, deps);
    } catch (cause) {
      errors.push(new Error(`${announcement.kind} of ${vm.id} could not be announced`, { cause }));
    }
  }
  if (errors.length > 0)
    throw new SweepError(errors, `${errors.length} of ${due.length} announcements failed`);
  return vms.length;
}
