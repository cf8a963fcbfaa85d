import { STATE_FAILED_PREFIX, STATE_LAUNCHING, STATE_READY, TAG } from "../../core/tags";
import type { Vm } from "./vm";

/** Something to tell on the ticket. `marker` names it: what has the same marker is told once. */
export type Due =
  | { readonly kind: "ready"; readonly marker: string }
  | { readonly kind: "failed"; readonly marker: string; readonly reason: string }
  | { readonly kind: "never-ready"; readonly marker: string }
  | {
      readonly kind: "launch-failed";
      readonly marker: string;
      readonly reason: string;
      readonly whatToDo: string;
    };

const GONE = new Set(["shutting-down", "terminated"]);

/** Of a VM that is going or gone. */
export function isGone({ state }: Vm): boolean {
  return GONE.has(state);
}

export function readyMarker(instanceId: string): string {
  return `ready-${instanceId}`;
}

/**
 * What the present state of a VM gives to tell, whether told before or not.
 *
 * Ready is told once in a VM's life, not every morning; a failure once per start, since the VM itself names the
 * reason and could name ever new ones; a boot that does not end once per start, and only while the VM runs.
 */
export function dueAnnouncement(vm: Vm, now: Date, bootMinutes: number): Due | undefined {
  if (isGone(vm)) return undefined;
  // A VM that never got as far as tagging itself has no state at all.
  const state = vm.tags[TAG.state] ?? STATE_LAUNCHING;
  const start = `${vm.instanceId}-${Math.floor(vm.launchTime.getTime() / 1000)}`;
  if (state === STATE_READY) return { kind: "ready", marker: readyMarker(vm.instanceId) };
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
