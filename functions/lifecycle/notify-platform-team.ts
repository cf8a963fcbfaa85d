import { TAG } from "../../core/vm/tags";
import type { DecidedVm } from "./decide";
import type { Fleet } from "./fleet";
import { notificationText } from "./notification-text";
import type { Notifier } from "./notifier";

export interface NotifyDeps {
  readonly fleet: Fleet;
  readonly notifier: Notifier;
  readonly now: Date;
}

/** Sends one message about all VMs that the platform team has to look at, and then tags each of them. */
export async function notifyPlatformTeam(
  decided: readonly DecidedVm[],
  { fleet, notifier, now }: NotifyDeps,
): Promise<void> {
  const dormant = decided.filter(({ decision }) => decision.kind === "report");
  const orphans = decided.filter(({ decision }) => decision.kind === "orphan-found");
  if (dormant.length + orphans.length === 0) return;
  await notifier.notify("Unused VMs and VMs without a ticket", notificationText(dormant, orphans));
  for (const { vm } of dormant) await fleet.tag(vm.id, TAG.dormancyTold, now.toISOString());
  for (const { vm } of orphans) await fleet.tag(vm.id, TAG.orphanedSince, now.toISOString());
}
