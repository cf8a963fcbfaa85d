import { parseWarnedFor } from "../../core/schedule/warning";
import { STATE_FAILED_PREFIX, STATE_LAUNCHING, STATE_READY, TAG } from "../../core/vm/tags";
import { isGone } from "../shared/ec2/states";
import type { OwnedVm } from "../shared/ec2/vm";
import type { Announcement } from "./announcement";
import type { VmEventsSettings } from "./contract";

type Rules = Pick<VmEventsSettings, "bootMinutes" | "stopNotices">;

/** Everything to announce in the present state of a VM, whether it was announced before or not. */
export function decideAnnouncements(vm: OwnedVm, now: Date, rules: Rules): Announcement[] {
  return [bootAnnouncement(vm, now, rules), stopAnnouncement(vm, now, rules)].filter(
    (announcement) => announcement !== undefined,
  );
}

export function readyMarker(instanceId: string): string {
  return `ready-${instanceId}`;
}

/**
 * Ready is announced once in a VM's life, not every morning. A failure is announced once per start, since the VM itself
 * writes the reason and could write new ones again and again. A boot that does not end is announced once per start,
 * and only while the VM runs.
 */
function bootAnnouncement(vm: OwnedVm, now: Date, { bootMinutes }: Rules): Announcement | undefined {
  if (isGone(vm)) return undefined;
  // A VM that failed before it could tag itself has no state.
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

/** `start-stop` sets the tag when it has warned the users on the VM. */
function stopAnnouncement(vm: OwnedVm, now: Date, { stopNotices }: Rules): Announcement | undefined {
  const warned = parseWarnedFor(vm.tags[TAG.warnedFor]);
  if (!warned || stopNotices === "never" || vm.state !== "running" || warned.stopAt <= now) return undefined;
  // The daily stop is expected: the ready comment says the VM's hours.
  if (stopNotices === "exceptional" && warned.reason === "period-ended") return undefined;
  const marker = `stop-warning-${vm.id}-${Math.floor(warned.stopAt.getTime() / 1000)}`;
  return { kind: "stop-warning", marker, ...warned };
}
