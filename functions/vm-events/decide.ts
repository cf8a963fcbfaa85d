import { parseWarnedFor } from "../../core/schedule/warning";
import { STATE_FAILED_PREFIX, STATE_LAUNCHING, STATE_READY, TAG } from "../../core/vm/tags";
import { isGone } from "../shared/ec2/states";
import type { OwnedVm } from "../shared/ec2/vm";
import type { VmEventsSettings } from "./contract";

/** Something to tell on the ticket. `marker` names it: what has the same marker is told once. */
export type Due =
  | { readonly kind: "ready"; readonly marker: string }
  | { readonly kind: "failed"; readonly marker: string; readonly reason: string }
  | { readonly kind: "never-ready"; readonly marker: string }
  | {
      readonly kind: "stop-warning";
      readonly marker: string;
      readonly stopAt: Date;
      /** Of the stop to come: a `Reason` of the decision. */
      readonly reason: string;
    }
  | {
      readonly kind: "launch-failed";
      readonly marker: string;
      readonly reason: string;
      readonly whatToDo: string;
    };

export function readyMarker(instanceId: string): string {
  return `ready-${instanceId}`;
}

/**
 * What the present state of a VM gives to tell, whether told before or not.
 *
 * Ready is told once in a VM's life, not every morning; a failure once per start, since the VM itself names the
 * reason and could name ever new ones; a boot that does not end once per start, and only while the VM runs.
 */
export function dueAnnouncement(vm: OwnedVm, now: Date, bootMinutes: number): Due | undefined {
  if (isGone(vm)) return undefined;
  // A VM that never got as far as tagging itself has no state at all.
  const state = vm.tags[TAG.state] ?? STATE_LAUNCHING;
  const start = `${vm.id}-${Math.floor(vm.launchTime.getTime() / 1000)}`;
  if (state === STATE_READY) return { kind: "ready", marker: readyMarker(vm.id) };
  if (state.startsWith(STATE_FAILED_PREFIX)) {
    const reason = state.slice(STATE_FAILED_PREFIX.length).trim() || "unknown";
    return { kind: "failed", marker: `failed-${start}`, reason };
  }
  const minutes = (now.getTime() - vm.launchTime.getTime()) / 60_000;
  if (state === STATE_LAUNCHING && vm.state === "running" && minutes > bootMinutes) {
    return { kind: "never-ready", marker: `never-ready-${start}` };
  }
  return undefined;
}

/** The warning of a stop that a ticket is told of; the tag that `start-stop` sets says that people on the VM were. */
function dueStopWarning(vm: OwnedVm, now: Date, notices: VmEventsSettings["stopNotices"]): Due | undefined {
  const warned = parseWarnedFor(vm.tags[TAG.warnedFor]);
  if (!warned || notices === "never" || vm.state !== "running" || warned.stopAt <= now) return undefined;
  // The daily stop is no news: the ticket was told the hours when the VM was made.
  if (notices === "exceptional" && warned.reason === "period-ended") return undefined;
  const marker = `stop-warning-${vm.id}-${Math.floor(warned.stopAt.getTime() / 1000)}`;
  return { kind: "stop-warning", marker, ...warned };
}

/** Everything that the present state of a VM gives to tell. */
export function allDue(
  vm: OwnedVm,
  now: Date,
  { bootMinutes, stopNotices }: Pick<VmEventsSettings, "bootMinutes" | "stopNotices">,
): Due[] {
  return [dueAnnouncement(vm, now, bootMinutes), dueStopWarning(vm, now, stopNotices)].filter(
    (due) => due !== undefined,
  );
}
