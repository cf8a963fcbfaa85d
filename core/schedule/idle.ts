import { TAG } from "../vm/tags";
import { MS_PER_MINUTE } from "./days";
import { parseDuration } from "./duration";
import type { ScheduleRules, VmView } from "./model";
import { overridesOf } from "./overrides";

/**
 * Minutes without use after which a VM is stopped: what its `IdleStop` tag says, else its schedule, else the rules.
 * 0: never, and so for a tag that nobody can read.
 *
 * @param ofSchedule `idleStopMinutes` of the named schedule that the VM follows
 */
export function idleStopMinutes(
  tags: VmView["tags"],
  ofSchedule: number | undefined,
  rules: Pick<ScheduleRules, "idleStopMinutes">,
): number {
  const tag = tags[TAG.idleStop]?.trim();
  if (tag) return parseDuration(tag) ?? 0;
  return ofSchedule ?? rules.idleStopMinutes;
}

export interface IdleInput {
  readonly vm: VmView;
  readonly now: Date;
  readonly rules: ScheduleRules;
  /** As `idleStopMinutes` tells. */
  readonly minutes: number;
  /** When somebody last used the VM; its launch counts as use. */
  readonly lastUsed: Date;
}

/** Whether a VM is to be stopped because nobody uses it: never while it opted out, or is kept. */
export function isIdle({ vm, now, rules, minutes, lastUsed }: IdleInput): boolean {
  if (minutes <= 0 || vm.state !== "running") return false;
  const { optedOut, keepUntil = 0 } = overridesOf(vm.tags, now.getTime(), rules);
  if (optedOut || keepUntil > now.getTime()) return false;
  const since = Math.max(lastUsed.getTime(), vm.launchTime.getTime());
  return now.getTime() - since >= minutes * MS_PER_MINUTE;
}
