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

/** What one run does. */
export interface Plan {
  readonly orders: readonly Order[];
  readonly skipped: readonly { readonly vm: Vm; readonly reason: SkipReason }[];
  /** What users have to fix in the tags of their VMs. */
  readonly problems: readonly { readonly vm: Vm; readonly problem: string }[];
  /** What users have set on single VMs, by the keys of its tags. */
  readonly overrides: readonly {
    readonly vm: Vm;
    readonly states: ReadonlyMap<string, OverrideState>;
  }[];
  /** Running VMs that will be stopped soon, and whose users have not been warned yet. */
  readonly warnings: readonly { readonly vm: Vm; readonly warning: Warning }[];
  /** VMs that stay stopped for now and do not have the instance type that they should have. */
  readonly typeChanges: readonly Vm[];
}

export interface DecideInput {
  readonly vms: readonly Vm[];
  /** Undefined when they could not be read: the VMs that follow one are left alone. */
  readonly named: SchedulesByName | undefined;
  readonly settings: StartStopSettings;
  readonly now: Date;
}

type VmDecision =
  | { readonly decision: ReturnType<typeof decide>; readonly warning: Warning | undefined }
  | { readonly reason: SkipReason; readonly problem?: string };

/**
 * Starts in one run. EC2 grants about 1,000 starts at once and two more each second. One run uses only as many as are
 * granted anew until the next run, so that tickets and users can always start VMs.
 */
export const MAX_STARTS = 600;

/** A plan while it is made. */
type Draft = { readonly [part in Exclude<keyof Plan, "typeChanges">]: Plan[part][number][] };

/** Decides what to do with each VM of the fleet. */
export function decideFleet({ vms, ...input }: DecideInput): Plan {
  const { settings, now } = input;
  const draft: Draft = { orders: [], skipped: [], problems: [], overrides: [], warnings: [] };
  // One object for the whole run, so that VMs of the same schedule share its evaluation.
  const named = input.named ?? {};
  for (const vm of vms) {
    const decided = decideVm(vm, { ...input, named }, input.named === undefined);
    addToPlan(vm, decided, draft);
    const decision = "decision" in decided ? decided.decision : null;
    const states = overrideStates({ vm, now, rules: settings.rules, decision });
    if (states.size > 0) draft.overrides.push({ vm, states });
  }
  return limitStarts({
    ...draft,
    problems: [...draft.problems, ...problemsOf(draft.overrides)],
    typeChanges: draft.skipped.filter((skip) => needsTypeChange(skip, settings)).map(({ vm }) => vm),
  });
}

function decideVm(
  vm: Vm,
  { named, settings, now }: { named: SchedulesByName; settings: StartStopSettings; now: Date },
  areSchedulesUnreadable: boolean,
): VmDecision {
  const { [TAG.schedule]: name = "" } = vm.tags;
  if (areSchedulesUnreadable && name.trim() && !isScheduleText(name)) {
    return { reason: "schedules-unreadable" };
  }
  const found = scheduleOf(vm.tags, { named, defaultTimezone: settings.defaultTimezone });
  if ("problem" in found) return { reason: "bad-schedule", problem: found.problem };
  const input = { schedule: found.schedule, vm, now, rules: settings.rules };
  return { decision: decide(input), warning: warningOf(input) };
}

function addToPlan(vm: Vm, decided: VmDecision, { orders, skipped, problems, warnings }: Draft): void {
  if ("reason" in decided) {
    skipped.push({ vm, reason: decided.reason });
    if (decided.problem) problems.push({ vm, problem: decided.problem });
    return;
  }
  const { decision, warning } = decided;
  if (decision.action === "none") skipped.push({ vm, reason: decision.reason });
  else orders.push({ vm, action: decision.action, decision });
  if (warning) warnings.push({ vm, warning });
}

function problemsOf(overrides: Plan["overrides"]): Plan["problems"][number][] {
  return overrides.flatMap(({ vm, states }) =>
    [...states.values()].flatMap((state) =>
      state.kind === "malformed" ? [{ vm, problem: `${state.message} (${state.hint})` }] : [],
    ),
  );
}

/** A user who has taken a VM off its schedule may be changing its type by hand. */
function needsTypeChange({ vm, reason }: Plan["skipped"][number], settings: StartStopSettings): boolean {
  return vm.state === "stopped" && reason !== "opted-out" && isStandIn(vm, settings.instanceTypes);
}

/** The VMs that have waited longest are started first; the others are deferred to the next run. */
function limitStarts(plan: Plan): Plan {
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
