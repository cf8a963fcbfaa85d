import { TAG } from "../vm/tags";
import { MS_PER_DAY } from "./days";
import type { ScheduleRules, VmView } from "./model";
import { stoppedBy, taggedStop } from "./stopped-by";

export interface DormancyInput {
  readonly vm: VmView;
  readonly now: Date;
  readonly rules: Pick<ScheduleRules, "dormancy">;
  /** Who answers for the VM: an entry of the config is for people to remove. */
  readonly origin: "config" | "ticket";
  /** When its people were last warned. */
  readonly warnedAt?: Date;
}

export type DormancyDecision =
  | { readonly action: "none"; readonly reason: "off" | "opted-out" | "in-transition" | "in-use" | "warned" }
  /** `removalAt`: the instant from which it is removed if nobody uses it meanwhile. */
  | { readonly action: "warn" | "remove" | "report"; readonly lastUsed: Date; readonly removalAt: Date };

/**
 * What becomes of a VM that nobody uses: people are warned, and have the whole warning time however late the warning
 * came; then it is removed. A VM of the config is only reported.
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
  // A warning from before the last use was heard.
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
  /** Since when its ticket is known to be gone. */
  readonly since: Date;
}

/** Whether a VM whose ticket is gone is removed: after the warning time, unless somebody keeps it. */
export function isOrphanDue({ vm, now, rules, since }: OrphanInput): boolean {
  if (!rules.dormancy || isKept(vm)) return false;
  return now.getTime() >= since.getTime() + rules.dormancy.warnBeforeDays * MS_PER_DAY;
}

/** Its tag says that it stays, however long nobody uses it. */
export function isKept({ tags }: Pick<VmView, "tags">): boolean {
  return tags[TAG.dormancy]?.trim().toLowerCase() === "off";
}

/** A running VM counts as used; milliseconds since the epoch. */
function lastUse({ vm, now }: DormancyInput): number {
  return vm.state === "running" ? now.getTime() : lastRun(vm, now);
}

/** When a stopped VM last ran, by all that EC2 says of it; milliseconds since the epoch. */
export function lastRun(vm: VmView, now: Date): number {
  const stopped = stoppedBy(vm, taggedStop(vm.tags, now.getTime()));
  return Math.max(vm.launchTime.getTime(), stopped.at ?? 0);
}
