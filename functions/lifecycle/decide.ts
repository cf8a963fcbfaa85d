import { decideDormancy, isOrphanDue } from "../../core/schedule/dormancy";
import { parseInstant } from "../../core/schedule/iso-instant";
import type { ScheduleRules } from "../../core/schedule/model";
import { TAG } from "../../core/vm/tags";
import type { OwnedVm } from "../shared/ec2/vm";

/** What is to be done about one VM. */
export type Step =
  | { readonly kind: "none" | "orphan-found" | "orphan-reported" | "ticket-is-back" }
  | { readonly kind: "warn" | "report"; readonly lastUsed: Date; readonly removalAt: Date }
  | { readonly kind: "remove"; readonly reason: "dormant" | "orphaned" };

export interface JudgeInput {
  readonly vm: OwnedVm;
  readonly origin: "config" | "ticket";
  /** Its ticket is gone. */
  readonly isOrphan: boolean;
  readonly rules: Pick<ScheduleRules, "dormancy">;
  readonly now: Date;
}

export function judge(input: JudgeInput): Step {
  const { vm, origin, isOrphan, rules, now } = input;
  if (isOrphan && origin === "ticket") return judgeOrphan(input);
  if (vm.tags[TAG.orphanedSince] !== undefined) return { kind: "ticket-is-back" };
  const warnedAt = instant(vm, TAG.dormancyTold);
  const decision = decideDormancy({ vm, now, rules, origin, ...(warnedAt ? { warnedAt } : {}) });
  if (decision.action === "none") return { kind: "none" };
  const { action, lastUsed, removalAt } = decision;
  if (action === "remove") return { kind: "remove", reason: "dormant" };
  // A report is made once: nobody but people can follow it up.
  if (action === "report" && warnedAt && warnedAt > lastUsed) return { kind: "none" };
  return { kind: action, lastUsed, removalAt };
}

function judgeOrphan({ vm, rules, now }: JudgeInput): Step {
  const since = instant(vm, TAG.orphanedSince);
  if (!since) return { kind: "orphan-found" };
  if (!isOrphanDue({ vm, now, rules, since })) return { kind: "orphan-reported" };
  return { kind: "remove", reason: "orphaned" };
}

function instant({ tags }: OwnedVm, key: string): Date | undefined {
  const time = parseInstant(tags[key]);
  return time === undefined ? undefined : new Date(time);
}
