import type { OverrideState } from "../../core/schedule/overrides";
import { TAG } from "../../core/vm/tags";

/** The state of a VM's override, for users. @param key of its tag */
export function overrideSentence(key: string, state: OverrideState, show: (at: Date) => string): string {
  if (state.kind === "malformed") return `${state.message}, and has no effect. Write ${state.hint}.`;
  if (state.kind === "expired") return `The tag ${key} ended on ${show(state.at)}.`;
  if (!state.until) return `The tag ${key} is off: the scheduler ignores the VM while it has the tag.`;
  return `The tag ${key} allows no ${key === TAG.pausedUntil ? "start" : "stop"} until ${show(state.until)}.`;
}
