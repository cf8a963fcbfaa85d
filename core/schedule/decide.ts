import { type Opinion, opinionAt } from "./boundaries";
import { MS_PER_MINUTE } from "./days";
import type { Action, Decision, RunningRules, Schedule, VmView } from "./model";
import { type Overrides, overridesOf } from "./overrides";
import { startLead } from "./start-lead";
import { stoppedBy } from "./stopped-by";

/** Every reason of a decision. */
export const REASONS = [
  /** Starts: the VM's period has begun, or the VM was stopped without a user's choice. */
  "period",
  /** Starts ahead of its period, because of `startLead`. */
  "period-ahead",
  /** Stops. */
  "period-ended",
  "keep-until-expired",
  "off-hours-limit",
  /** Nothing to do. */
  "as-it-should-be",
  "no-opinion",
  /** No action, because of a user. */
  "opted-out",
  "stopped-by-person",
  "started-by-person",
  "kept",
  "paused",
  /** No longer stopped: see `isNearStart`. */
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

interface Outcome {
  readonly action: Action;
  readonly reason: Reason;
  /** Set if it is not the schedule's own boundary. */
  readonly boundary?: number;
}

/**
 * Decides whether to start or stop a VM now. It keeps no state: user actions are derived from EC2's data about the VM.
 *
 * @throws RangeError if `validate.ts` rejects the schedule
 */
export function decide({ schedule, vm, now, rules }: DecideInput): Decision & { readonly reason: Reason } {
  const opinion = opinionAt(schedule, now.getTime());
  const { action, reason, boundary = opinion.boundary } = outcome(vm, opinion, now.getTime(), rules);
  return { action, reason, boundary: toDate(boundary), next: toDate(opinion.next) };
}

function outcome(vm: VmView, opinion: Opinion, now: number, rules: RunningRules): Outcome {
  const overrides = overridesOf(vm.tags, now, rules);
  if (overrides.optedOut) return none("opted-out");
  if (vm.state === "stopped") return decideStart(vm, opinion, overrides, now, rules);
  if (vm.state === "running") return decideStop(vm, opinion, overrides, now, rules);
  return none("in-transition");
}

function decideStart(
  vm: VmView,
  { wish, boundary, next, nextKind }: Opinion,
  overrides: Overrides,
  now: number,
  rules: RunningRules,
): Outcome {
  const lead = startLead(vm.id, rules);
  const isAhead = wish !== "running" && nextKind === "start" && next !== null && now >= next - lead;
  if (wish !== "running" && !isAhead) return none(wish === "stopped" ? "as-it-should-be" : "no-opinion");
  const stopped = stoppedBy(vm, overrides.stoppedAt);
  // Always on has no boundary: any stop by a user happened since.
  const since = isAhead ? next - lead : (boundary ?? 0);
  if (stopped.who === "person" && stopped.at >= since) return none("stopped-by-person");
  if (overrides.pausedUntil !== undefined && overrides.pausedUntil > now) return none("paused");
  return isAhead
    ? { action: "start", reason: "period-ahead", boundary: next }
    : { action: "start", reason: "period" };
}

function decideStop(
  vm: VmView,
  opinion: Opinion,
  overrides: Overrides,
  now: number,
  rules: RunningRules,
): Outcome {
  if (opinion.wish === "running") return none("as-it-should-be");
  const stop = latestStop(vm, opinion, overrides, now, rules);
  if (!stop) return none(opinion.wish === "none" ? "no-opinion" : "started-by-person");
  if (overrides.keepUntil !== undefined && overrides.keepUntil > now) return { ...stop, ...none("kept") };
  if (isNearStart(opinion, now, rules)) return { ...stop, ...none("start-is-near") };
  return stop;
}

/** Longer than a run of the scheduler plus EC2's delay in recording a stop. */
const STOP_TAKES = 5 * MS_PER_MINUTE;

/**
 * If a late stop were recorded by EC2 after the next start, it would be treated as a user's stop, and the VM would stay
 * off for that period: it keeps running instead, except in the first half of a short break.
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
): (Outcome & { readonly boundary: number }) | undefined {
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

function none(reason: Reason): Outcome {
  return { action: "none", reason };
}

function toDate(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant);
}
