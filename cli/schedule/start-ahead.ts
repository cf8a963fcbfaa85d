import { MS_PER_MINUTE } from "../../core/schedule/days";
import type { ScheduleRules } from "../../core/schedule/model";
import type { Boundary } from "./next";
import type { VmState } from "./vm-state";

/** The time span in which a stopped VM without a known id is started ahead of its hours. */
export function aheadSentence(
  { id, state }: VmState,
  next: Boundary | undefined,
  { startLeadMinutes }: ScheduleRules,
  show: (at: Date) => string,
): string[] {
  if (id !== undefined || state !== "stopped" || next?.kind !== "start" || startLeadMinutes === 0) return [];
  const earliest = new Date(next.at.getTime() - startLeadMinutes * MS_PER_MINUTE);
  return [
    `It is started ahead: between ${show(earliest)} and ${show(next.at)}, depending on the VM's id (--id).`,
  ];
}
