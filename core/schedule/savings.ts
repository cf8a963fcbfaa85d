import { TAG } from "../vm/tags";
import { lastRun } from "./dormancy";
import type { VmView } from "./model";

const MS_PER_HOUR = 3_600_000;

/**
 * Hours between two instants that VMs did not run, compared with VMs that never stop, computed from their state at
 * `to`. If a VM started and stopped in between, only its last time off counts; time before its creation does not count.
 */
export function hoursSaved(vms: readonly VmView[], from: Date, to: Date): number {
  const spent = vms.map((vm) => {
    if (vm.state === "stopped") return to.getTime() - Math.max(lastRun(vm, to), from.getTime());
    return vm.state === "running" && isOlder(vm) ? vm.launchTime.getTime() - from.getTime() : 0;
  });
  const span = to.getTime() - from.getTime();
  return spent.reduce((sum, time) => sum + Math.min(Math.max(time, 0), span), 0) / MS_PER_HOUR;
}

/** Started again after the day of its creation: it was off before. */
function isOlder({ tags, launchTime }: VmView): boolean {
  const created = tags[TAG.created];
  return created !== undefined && created < launchTime.toISOString().slice(0, 10);
}
