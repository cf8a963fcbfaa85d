import { type Opinion, opinionAt } from "./boundaries";
import { MS_PER_MINUTE } from "./days";
import type { Action, Decision, RunningRules, Schedule, VmView } from "./model";
import { type Overrides, overridesOf } from "./overrides";
import { startLead } from "./start-lead";
import { stoppedBy } from "./stopped-by";

/** Every reason of a decision. */
export const REASONS = [
  /** Starts: the VM's period has begun, or nobody chose that the VM is stopped. */
  "period",
  /** Starts ahead of its period, by `startLead`. */
  "period-ahead",
  /** Stops. */
  "period-ended",
  "keep-until-expired",
  "off-hours-limit",
  /** Nothing to do. */
  "as-it-should-be",
  "no-opinion",
  /** Nothing done, on somebody's wish. */
  "opted-out",
  "stopped-by-person",
  "started-by-person",
  "kept",
  "paused",
  /** Not stopped any more: see `isNearStart`. */
  "start-is-near",
  /** The VM is neither running nor stopped. */
  "in-transition",
] as const;

export type Reason = (typeof REASONS)[number];

export interface DecideInput {
  readonly schedule: Schedule;
  readonly vm: VmView;
  readonly now: Date;
  readonly rules: RunningRules;
}

interface Verdict {
  readonly action: Action;
  readonly reason: Reason;
  /** When it is not the schedule's own boundary. */
  readonly boundary?: number;
}

/**
 * Whether to start or stop a VM now. Remembers nothing: what people did is read from what EC2 says of the VM.
 *
 * @throws RangeError when the schedule holds what `validate.ts` refuses
 */
export function decide({ schedule, vm, now, rules }: DecideInput): Decision & { readonly reason: Reason } {
  const opinion = opinionAt(schedule, now.getTime());
  const { action, reason, boundary = opinion.boundary } = verdict(vm, opinion, now.getTime(), rules);
  return { action, reason, boundary: toDate(boundary), next: toDate(opinion.next) };
}

function verdict(vm: VmView, opinion: Opinion, now: number, rules: RunningRules): Verdict {
  const overrides = overridesOf(vm.tags, now, rules);
  if (overrides.optedOut) return none("opted-out");
  if (vm.state === "stopped") return whetherToStart(vm, opinion, overrides, now, rules);
  if (vm.state === "running") return whetherToStop(vm, opinion, overrides, now, rules);
  return none("in-transition");
}

function whetherToStart(
  vm: VmView,
  { wish, boundary, next, nextKind }: Opinion,
  overrides: Overrides,
  now: number,
  rules: RunningRules,
): Verdict {
  const lead = startLead(vm.id, rules);
  const isAhead = wish !== "running" && nextKind === "start" && next !== null && now >= next - lead;
  if (wish !== "running" && !isAhead) return none(wish === "stopped" ? "as-it-should-be" : "no-opinion");
  const stopped = stoppedBy(vm, overrides.stoppedAt);
  // Always on has no boundary: whatever a person stopped, was stopped since.
  const since = isAhead ? next - lead : (boundary ?? 0);
  if (stopped.who === "person" && stopped.at >= since) return none("stopped-by-person");
  if (overrides.pausedUntil !== undefined && overrides.pausedUntil > now) return none("paused");
  return isAhead
    ? { action: "start", reason: "period-ahead", boundary: next }
    : { action: "start", reason: "period" };
}

function whetherToStop(
  vm: VmView,
  opinion: Opinion,
  overrides: Overrides,
  now: number,
  rules: RunningRules,
): Verdict {
  if (opinion.wish === "running") return none("as-it-should-be");
  const stop = latestStop(vm, opinion, overrides, now, rules);
  if (!stop) return none(opinion.wish === "none" ? "no-opinion" : "started-by-person");
  if (overrides.keepUntil !== undefined && overrides.keepUntil > now) return { ...stop, ...none("kept") };
  if (isNearStart(opinion, now, rules)) return { ...stop, ...none("start-is-near") };
  return stop;
}

/** A run of the scheduler, and what EC2 takes to note a stop, take less. */
const STOP_TAKES = 5 * MS_PER_MINUTE;

/**
 * A stop that is caught up with so late that EC2 may note it behind the next start would be taken for a person's, and
 * the VM would stay off for that period: it keeps running instead. Not so in the first half of a short break.
 */
function isNearStart({ boundary, next, nextKind }: Opinion, now: number, rules: RunningRules): boolean {
  if (nextKind !== "start" || next === null) return false;
  const lead = rules.startLeadMinutes * MS_PER_MINUTE;
  return (
    next - now < Math.min(Math.max(STOP_TAKES, lead), (next - (boundary ?? Number.NEGATIVE_INFINITY)) / 2)
  );
}

/** The latest instant since the launch at which the VM should have stopped: the schedule's, or one of its own. */
function latestStop(
  vm: VmView,
  { wish, boundary, offHours, keepEndsSince }: Opinion,
  { keepUntil }: Overrides,
  now: number,
  { offHoursMaxMinutes }: RunningRules,
): (Verdict & { readonly boundary: number }) | undefined {
  const launched = vm.launchTime.getTime();
  const since = boundary ?? Number.NEGATIVE_INFINITY;
  const limit = launched + offHoursMaxMinutes * MS_PER_MINUTE;
  const stops: { readonly at: number; readonly reason: Reason }[] = [];
  if (wish === "stopped" && boundary !== null && launched < boundary) {
    stops.push({ at: boundary, reason: "period-ended" });
  }
  const keepSince = keepEndsSince === null ? Number.POSITIVE_INFINITY : Math.max(keepEndsSince, launched + 1);
  if (keepUntil !== undefined && keepUntil >= keepSince && keepUntil <= now) {
    stops.push({ at: keepUntil, reason: "keep-until-expired" });
  }
  if (offHours && launched >= since && limit <= now) stops.push({ at: limit, reason: "off-hours-limit" });
  const latest = stops.reduce<(typeof stops)[number] | undefined>(
    (best, stop) => (best && best.at >= stop.at ? best : stop),
    undefined,
  );
  return latest && { action: "stop", reason: latest.reason, boundary: latest.at };
}

function none(reason: Reason): Verdict {
  return { action: "none", reason };
}

function toDate(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant);
}
