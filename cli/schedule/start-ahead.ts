import { MS_PER_MINUTE } from "../../core/schedule/days";
import type { ScheduleRules } from "../../core/schedule/model";
import type { Boundary } from "./next";
import type { VmState } from "./vm-state";

/** Between when and when a stopped VM whose id is not known is started ahead of its hours. */
export function aheadSentence(
  { id, state }: VmState,
  next: Boundary | undefined,
  { startLeadMinutes }: ScheduleRules,
  show: (at: Date) => string,
): string[] {
  if (id !== undefined || state !== "stopped" || next?.kind !== "start" || startLeadMinutes === 0) return [];
  const earliest = new Date(next.at.getTime() - startLeadMinutes * MS_PER_MINUTE);
  return [`Starts go out ahead: between ${show(earliest)} and ${show(next.at)}, by the VM's id (--id).`];
}
