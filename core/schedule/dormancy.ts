import { TAG } from "../vm/tags";
import { MS_PER_DAY } from "./days";
import type { ScheduleRules, VmView } from "./model";
import { stoppedBy, taggedStop } from "./stopped-by";

export interface DormancyInput {
  readonly vm: VmView;
  readonly now: Date;
  readonly rules: Pick<ScheduleRules, "dormancy">;
  /** How the VM was created: an entry of the config is removed by hand. */
  readonly origin: "config" | "ticket";
  /** When its users were last warned. */
  readonly warnedAt?: Date;
}

export type DormancyDecision =
  | { readonly action: "none"; readonly reason: "off" | "opted-out" | "in-transition" | "in-use" | "warned" }
  /** `removalAt`: the instant from which it is removed if it is not used until then. */
  | { readonly action: "warn" | "remove" | "report"; readonly lastUsed: Date; readonly removalAt: Date };

/**
 * Decides what to do with an unused VM: its users are warned, with the full warning time even if the warning was late;
 * then it is removed. A VM of the config is only reported.
 */
export function decideDormancy(input: DormancyInput): DormancyDecision {
  const { vm, now, rules, origin } = input;
  if (!rules.dormancy) return { action: "none", reason: "off" };
  if (isKept(vm)) return { action: "none", reason: "opted-out" };
  if (vm.state !== "running" && vm.state !== "stopped") return { action: "none", reason: "in-transition" };
  const lastUsed = lastUse(input);
  const due = lastUsed + rules.dormancy.afterDays * MS_PER_DAY;
  const notice = rules.dormancy.warnBeforeDays * MS_PER_DAY;
  if (now.getTime() < due - notice) return { action: "none", reason: "in-use" };
  const warned = input.warnedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  // A warning from before the last use has had its effect.
  const isWarned = warned > lastUsed;
  const removal = Math.max(due, (isWarned ? warned : now.getTime()) + notice);
  const answer = { lastUsed: new Date(lastUsed), removalAt: new Date(removal) };
  if (origin === "config") {
    return now.getTime() < due ? { action: "none", reason: "in-use" } : { action: "report", ...answer };
  }
  if (!isWarned) return { action: "warn", ...answer };
  return now.getTime() < removal ? { action: "none", reason: "warned" } : { action: "remove", ...answer };
}

export interface OrphanInput extends Pick<DormancyInput, "vm" | "now" | "rules"> {
  /** Since when its ticket has been missing. */
  readonly since: Date;
}

/** Whether a VM without a ticket is removed: after the warning time, unless its tag keeps it. */
export function isOrphanDue({ vm, now, rules, since }: OrphanInput): boolean {
  if (!rules.dormancy || isKept(vm)) return false;
  return now.getTime() >= since.getTime() + rules.dormancy.warnBeforeDays * MS_PER_DAY;
}

/** Whether its tag keeps the VM, however long it is unused. */
export function isKept({ tags }: Pick<VmView, "tags">): boolean {
  return tags[TAG.dormancy]?.trim().toLowerCase() === "off";
}

/** A running VM counts as used; milliseconds since the epoch. */
function lastUse({ vm, now }: DormancyInput): number {
  return vm.state === "running" ? now.getTime() : lastRun(vm, now);
}

/** When a stopped VM last ran, by EC2's data and its tag; milliseconds since the epoch. */
export function lastRun(vm: VmView, now: Date): number {
  const stopped = stoppedBy(vm, taggedStop(vm.tags, now.getTime()));
  return Math.max(vm.launchTime.getTime(), stopped.at ?? 0);
}
