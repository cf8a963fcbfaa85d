import { decide, type Reason } from "../../core/schedule/decide";
import { scheduleOf } from "../../core/schedule/from-tags";
import type { Decision, VmView } from "../../core/schedule/model";
import { overrideStates } from "../../core/schedule/overrides";
import { isScheduleText } from "../../core/schedule/text";
import type { SchedulesByName, StartStopSettings } from "../../core/settings";
import { TAG } from "../../core/tags";

/** Why a VM was left alone: the decision's reason, or one of these. */
type SkipReason = Reason | "bad-schedule" | "schedules-unreadable" | "deferred";

export interface Order {
  readonly vm: VmView;
  readonly action: "start" | "stop";
  readonly decision: Decision;
}

export interface Plan {
  readonly orders: readonly Order[];
  readonly skipped: readonly { readonly vm: VmView; readonly reason: SkipReason }[];
  /** What people should mend in the tags of a VM. */
  readonly problems: readonly { readonly vm: VmView; readonly problem: string }[];
}

export interface PlanInput {
  readonly vms: readonly VmView[];
  /** Undefined when they could not be read: VMs that follow one are left alone. */
  readonly named: SchedulesByName | undefined;
  readonly settings: StartStopSettings;
  readonly now: Date;
}

type Judged =
  | { readonly decision: ReturnType<typeof decide> }
  | { readonly reason: SkipReason; readonly problem?: string };

/** What is to be done with each VM of the fleet. */
export function planRun({ vms, ...input }: PlanInput): Plan {
  const orders: Order[] = [];
  const skipped: Plan["skipped"][number][] = [];
  const problems: Plan["problems"][number][] = [];
  // One object for the whole run, so that VMs of the same schedule share its evaluation.
  const named = input.named ?? {};
  for (const vm of vms) {
    const judged = judge(vm, { ...input, named }, input.named === undefined);
    if ("decision" in judged) {
      const { decision } = judged;
      const { action } = decision;
      if (action === "none") skipped.push({ vm, reason: decision.reason });
      else orders.push({ vm, action, decision });
    } else {
      skipped.push({ vm, reason: judged.reason });
      if (judged.problem) problems.push({ vm, problem: judged.problem });
    }
    const decision = "decision" in judged ? judged.decision : null;
    for (const state of overrideStates({
      vm,
      now: input.now,
      rules: input.settings.rules,
      decision,
    }).values()) {
      if (state.kind === "malformed") problems.push({ vm, problem: `${state.message} (${state.hint})` });
    }
  }
  return { orders, skipped, problems };
}

function judge(
  vm: VmView,
  { named, settings, now }: { named: SchedulesByName; settings: StartStopSettings; now: Date },
  unreadable: boolean,
): Judged {
  const { [TAG.schedule]: name = "" } = vm.tags;
  if (unreadable && name.trim() && !isScheduleText(name)) return { reason: "schedules-unreadable" };
  const found = scheduleOf(vm.tags, { named, defaultTimezone: settings.defaultTimezone });
  if ("problem" in found) return { reason: "bad-schedule", problem: found.problem };
  return { decision: decide({ schedule: found.schedule, vm, now, rules: settings.rules }) };
}
