import { decide, type Reason } from "../../core/schedule/decide";
import type { Decision } from "../../core/schedule/model";
import { overrideStates } from "../../core/schedule/overrides";
import { warningOf } from "../../core/schedule/warning";
import { type Boundary, nextBoundary, whyNothingComes } from "./next";
import { nextTimeOf } from "./next-time-of";
import { overrideSentence } from "./override-sentence";
import type { Target } from "./query";
import { type Explained, reasonSentence } from "./reason-sentence";
import { showBoth } from "./show-instant";
import { aheadSentence } from "./start-ahead";
import { type VmState, viewOf } from "./vm-state";

export interface Explanation {
  readonly decision: Decision & { readonly reason: Reason };
  /** By the schedule alone. */
  readonly next: Boundary | undefined;
  /** When the VM will be stopped, or started, if no user acts. */
  readonly stopsAt: Date | undefined;
  readonly startsAt: Date | undefined;
  /** The decision first, then further facts, as sentences. */
  readonly sentences: readonly string[];
}

/** What the scheduler would do with a VM, and why. */
export function explain({ schedule, tags, rules }: Target, state: VmState, now: Date): Explanation {
  const vm = viewOf(state, tags);
  // Without an id, the VM's own lead is not known.
  const isLeadKnown = state.id !== undefined || state.state === "running";
  const input = { schedule, vm, now, rules: isLeadKnown ? rules : { ...rules, startLeadMinutes: 0 } };
  const decision = decide(input);
  const show = (at: Date) => showBoth(at, schedule.timezone);
  const next = nextBoundary(schedule, now);
  const stopsAt = vm.state === "running" ? nextTimeOf("stop", input) : undefined;
  const startsAt = vm.state === "stopped" ? nextTimeOf("start", input) : undefined;
  const overrides = [...overrideStates({ vm, now, rules, decision })];
  const isOverridden = overrides.some(([, { kind }]) => kind === "active");
  const warning = warningOf(input);
  const ahead = isOverridden || decision.action === "start" ? [] : aheadSentence(state, next, rules, show);
  const explained = { ...input, decision, next, stopsAt, startsAt };
  const sentences = [
    `${ACTIONS[decision.action]}: ${reasonSentence(explained)}`,
    ...overrides.map(([key, override]) => overrideSentence(key, override, show)),
    ...(warning ? [`Users on the VM are warned now: it stops on ${show(warning.stopAt)}.`] : []),
    ...ahead,
    ...outlookSentences(explained, isOverridden),
  ];
  return { decision, next, stopsAt, startsAt, sentences };
}

/** The next change, unless an earlier sentence names it, and the next start or stop by the schedule alone. */
function outlookSentences(
  { decision: { action, reason }, next, stopsAt, startsAt, schedule, now }: Explained,
  isOverridden: boolean,
): string[] {
  const show = (at: Date) => showBoth(at, schedule.timezone);
  const acts = stopsAt ?? startsAt;
  const isNone = action === "none";
  const isNext = !isOverridden && (isNone ? acts?.getTime() === next?.at.getTime() : next?.kind !== action);
  return [
    ...(acts && isNone && !isNext && !NAMES_INSTANT.has(reason)
      ? [`It ${stopsAt ? "stops" : "starts"} on ${show(acts)}.`]
      : []),
    next
      ? `${isNext ? "Next" : "By its schedule, next"}: ${next.kind} on ${show(next.at)}.`
      : `${capital(whyNothingComes(schedule, now))}.`,
  ];
}

/** Reasons whose sentence already names the instant of the next action. */
const NAMES_INSTANT: ReadonlySet<Reason> = new Set(["started-by-person", "stopped-by-person"]);

const ACTIONS: Record<Decision["action"], string> = { start: "Start it", stop: "Stop it", none: "Leave it" };

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
