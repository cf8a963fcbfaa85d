import { decide, type Reason } from "../../core/schedule/decide";
import type { Decision } from "../../core/schedule/model";
import { overrideStates } from "../../core/schedule/overrides";
import { warningOf } from "../../core/schedule/warning";
import { because, type Told } from "./because";
import { type Boundary, nextBoundary, whyNothingComes } from "./next";
import { comesToBe } from "./outlook";
import { overrideSentence } from "./override-sentence";
import type { Target } from "./query";
import { showBoth } from "./show-instant";
import { aheadSentence } from "./start-ahead";
import { type VmState, viewOf } from "./vm-state";

export interface Explanation {
  readonly decision: Decision & { readonly reason: Reason };
  /** By the schedule alone. */
  readonly next: Boundary | undefined;
  /** When the VM comes to be stopped, or started, if nobody does anything. */
  readonly stopsAt: Date | undefined;
  readonly startsAt: Date | undefined;
  /** The decision first, then what else is to be known, in sentences. */
  readonly sentences: readonly string[];
}

/** What the scheduler would do with a VM, and why. */
export function explain({ schedule, tags, rules }: Target, state: VmState, now: Date): Explanation {
  const vm = viewOf(state, tags);
  // Without an id, nobody knows by how much the VM is started ahead.
  const isLeadKnown = state.id !== undefined || state.state === "running";
  const input = { schedule, vm, now, rules: isLeadKnown ? rules : { ...rules, startLeadMinutes: 0 } };
  const decision = decide(input);
  const show = (at: Date) => showBoth(at, schedule.timezone);
  const next = nextBoundary(schedule, now);
  const stopsAt = vm.state === "running" ? comesToBe("stop", input) : undefined;
  const startsAt = vm.state === "stopped" ? comesToBe("start", input) : undefined;
  const overrides = [...overrideStates({ vm, now, rules, decision })];
  const isOverridden = overrides.some(([, { kind }]) => kind === "active");
  const warning = warningOf(input);
  const ahead = isOverridden || decision.action === "start" ? [] : aheadSentence(state, next, rules, show);
  const told = { ...input, decision, next, stopsAt, startsAt };
  const sentences = [
    `${VERDICTS[decision.action]}: ${because(told)}`,
    ...overrides.map(([key, override]) => overrideSentence(key, override, show)),
    ...(warning ? [`People on the VM are warned now: it stops on ${show(warning.stopAt)}.`] : []),
    ...ahead,
    ...outlookSentences(told, isOverridden),
  ];
  return { decision, next, stopsAt, startsAt, sentences };
}

/** What comes, as far as it has not been told, and what the schedule alone says of it. */
function outlookSentences(
  { decision: { action, reason }, next, stopsAt, startsAt, schedule, now }: Told,
  isOverridden: boolean,
): string[] {
  const show = (at: Date) => showBoth(at, schedule.timezone);
  const acts = stopsAt ?? startsAt;
  const isNone = action === "none";
  const isNext = !isOverridden && (isNone ? acts?.getTime() === next?.at.getTime() : next?.kind !== action);
  return [
    ...(acts && isNone && !isNext && !TELLS_WHEN.has(reason)
      ? [`It ${stopsAt ? "stops" : "starts"} on ${show(acts)}.`]
      : []),
    next
      ? `${isNext ? "Next" : "By its schedule, next"}: ${next.kind} on ${show(next.at)}.`
      : `${capital(whyNothingComes(schedule, now))}.`,
  ];
}

/** Reasons that are told with the instant at which something is done. */
const TELLS_WHEN: ReadonlySet<Reason> = new Set(["started-by-person", "stopped-by-person"]);

const VERDICTS: Record<Decision["action"], string> = { start: "Start it", stop: "Stop it", none: "Leave it" };

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
