import { decide, type Reason } from "../../core/schedule/decide";
import { scheduleOf } from "../../core/schedule/from-tags";
import type { Decision, SchedulesByName } from "../../core/schedule/model";
import { type OverrideState, overrideStates } from "../../core/schedule/overrides";
import { isScheduleText } from "../../core/schedule/text";
import { type Warning, warningOf } from "../../core/schedule/warning";
import { TAG } from "../../core/vm/tags";
import type { Vm } from "../shared/ec2/vm";
import type { StartStopSettings } from "./contract";
import { isStandIn } from "./instance-type";

/** Why a VM was left alone: the decision's reason, or one of these. */
type SkipReason = Reason | "bad-schedule" | "schedules-unreadable" | "deferred";

export interface Order {
  readonly vm: Vm;
  readonly action: "start" | "stop";
  readonly decision: Decision;
}

export interface Plan {
  readonly orders: readonly Order[];
  readonly skipped: readonly { readonly vm: Vm; readonly reason: SkipReason }[];
  /** What people should mend in the tags of a VM. */
  readonly problems: readonly { readonly vm: Vm; readonly problem: string }[];
  /** What people have set on single VMs, by the keys of its tags. */
  readonly overrides: readonly {
    readonly vm: Vm;
    readonly states: ReadonlyMap<string, OverrideState>;
  }[];
  /** Running VMs that will be stopped soon, and whose people do not know yet. */
  readonly warnings: readonly { readonly vm: Vm; readonly warning: Warning }[];
  /** Stopped VMs that stay so for now, and are of another type than is wanted of them. */
  readonly retypes: readonly Vm[];
}

export interface PlanInput {
  readonly vms: readonly Vm[];
  /** Undefined when they could not be read: VMs that follow one are left alone. */
  readonly named: SchedulesByName | undefined;
  readonly settings: StartStopSettings;
  readonly now: Date;
}

type Judged =
  | { readonly decision: ReturnType<typeof decide>; readonly warning: Warning | undefined }
  | { readonly reason: SkipReason; readonly problem?: string };

/**
 * Starts of one run. EC2 has a bucket of about 1,000 starts, refilled with two a second: as many as flow in between
 * two runs, so that the bucket stays full for tickets and for people.
 */
export const MAX_STARTS = 600;

/** A plan while it is made. */
type Draft = { readonly [part in Exclude<keyof Plan, "retypes">]: Plan[part][number][] };

/** What is to be done with each VM of the fleet. */
export function planRun({ vms, ...input }: PlanInput): Plan {
  const { settings, now } = input;
  const draft: Draft = { orders: [], skipped: [], problems: [], overrides: [], warnings: [] };
  // One object for the whole run, so that VMs of the same schedule share its evaluation.
  const named = input.named ?? {};
  for (const vm of vms) {
    const judged = judge(vm, { ...input, named }, input.named === undefined);
    note(vm, judged, draft);
    const decision = "decision" in judged ? judged.decision : null;
    const states = overrideStates({ vm, now, rules: settings.rules, decision });
    if (states.size > 0) draft.overrides.push({ vm, states });
  }
  const retypes = draft.skipped.filter((skip) => isToBeRetyped(skip, settings)).map(({ vm }) => vm);
  return withinAllowance({ ...draft, problems: [...draft.problems, ...malformed(draft.overrides)], retypes });
}

function note(vm: Vm, judged: Judged, { orders, skipped, problems, warnings }: Draft): void {
  if ("reason" in judged) {
    skipped.push({ vm, reason: judged.reason });
    if (judged.problem) problems.push({ vm, problem: judged.problem });
    return;
  }
  const { decision, warning } = judged;
  if (decision.action === "none") skipped.push({ vm, reason: decision.reason });
  else orders.push({ vm, action: decision.action, decision });
  if (warning) warnings.push({ vm, warning });
}

function judge(
  vm: Vm,
  { named, settings, now }: { named: SchedulesByName; settings: StartStopSettings; now: Date },
  unreadable: boolean,
): Judged {
  const { [TAG.schedule]: name = "" } = vm.tags;
  if (unreadable && name.trim() && !isScheduleText(name)) return { reason: "schedules-unreadable" };
  const found = scheduleOf(vm.tags, { named, defaultTimezone: settings.defaultTimezone });
  if ("problem" in found) return { reason: "bad-schedule", problem: found.problem };
  const input = { schedule: found.schedule, vm, now, rules: settings.rules };
  return { decision: decide(input), warning: warningOf(input) };
}

function malformed(overrides: Plan["overrides"]): Plan["problems"][number][] {
  return overrides.flatMap(({ vm, states }) =>
    [...states.values()].flatMap((state) =>
      state.kind === "malformed" ? [{ vm, problem: `${state.message} (${state.hint})` }] : [],
    ),
  );
}

/** Somebody who takes a VM off its schedule may be changing its type by hand. */
function isToBeRetyped({ vm, reason }: Plan["skipped"][number], settings: StartStopSettings): boolean {
  return vm.state === "stopped" && reason !== "opted-out" && isStandIn(vm, settings.instanceTypes);
}

/** Those that have waited longest go first; the others are the next run's. */
function withinAllowance(plan: Plan): Plan {
  const starts = plan.orders.filter(({ action }) => action === "start");
  if (starts.length <= MAX_STARTS) return plan;
  const since = ({ decision }: Order) => decision.boundary?.getTime() ?? 0;
  const late = new Set(starts.sort((one, other) => since(one) - since(other)).slice(MAX_STARTS));
  return {
    ...plan,
    orders: plan.orders.filter((order) => !late.has(order)),
    skipped: [...plan.skipped, ...[...late].map(({ vm }) => ({ vm, reason: "deferred" as const }))],
  };
}
