import { decideDormancy, isOrphanDue } from "../../core/schedule/dormancy";
import { parseInstant } from "../../core/schedule/iso-instant";
import type { ScheduleRules } from "../../core/schedule/model";
import { TAG } from "../../core/vm/tags";
import type { OwnedVm } from "../shared/ec2/vm";

/** What to do about one VM. */
export type VmDecision =
  | { readonly kind: "none" | "orphan-found" | "orphan-reported" | "ticket-is-back" }
  | { readonly kind: "warn" | "report"; readonly lastUsed: Date; readonly removalAt: Date }
  | { readonly kind: "remove"; readonly reason: "dormant" | "orphaned" };

export interface DecidedVm {
  readonly vm: OwnedVm;
  readonly decision: VmDecision;
}

export interface DecideInput {
  readonly vm: OwnedVm;
  readonly origin: "config" | "ticket";
  /** Its ticket does not exist any more. */
  readonly isOrphan: boolean;
  readonly rules: Pick<ScheduleRules, "dormancy">;
  readonly now: Date;
}

export function decideVm(input: DecideInput): VmDecision {
  const { vm, origin, isOrphan, rules, now } = input;
  if (isOrphan && origin === "ticket") return decideOrphan(input);
  if (vm.tags[TAG.orphanedSince] !== undefined) return { kind: "ticket-is-back" };
  const warnedAt = instant(vm, TAG.dormancyTold);
  const decision = decideDormancy({ vm, now, rules, origin, ...(warnedAt ? { warnedAt } : {}) });
  if (decision.action === "none") return { kind: "none" };
  const { action, lastUsed, removalAt } = decision;
  if (action === "remove") return { kind: "remove", reason: "dormant" };
  // A VM of the config is reported once: only the platform team can remove its entry.
  if (action === "report" && warnedAt && warnedAt > lastUsed) return { kind: "none" };
  return { kind: action, lastUsed, removalAt };
}

function decideOrphan({ vm, rules, now }: DecideInput): VmDecision {
  const since = instant(vm, TAG.orphanedSince);
  if (!since) return { kind: "orphan-found" };
  if (!isOrphanDue({ vm, now, rules, since })) return { kind: "orphan-reported" };
  return { kind: "remove", reason: "orphaned" };
}

function instant({ tags }: OwnedVm, key: string): Date | undefined {
  const time = parseInstant(tags[key]);
  return time === undefined ? undefined : new Date(time);
}
