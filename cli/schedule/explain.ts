import { formatDuration } from "../../core/duration";
import { opinionAt } from "../../core/schedule/boundaries";
import { decide, type Reason } from "../../core/schedule/decide";
import type { Decision, VmView } from "../../core/schedule/model";
import { overrideStates } from "../../core/schedule/overrides";
import { warningOf } from "../../core/schedule/warning";
import { TAG } from "../../core/tags";
import type { Target } from "./query";
import { showInstant, showUtc } from "./show-instant";

/** What a VM looks like to the scheduler. */
export interface VmState {
  readonly state: "running" | "stopped";
  readonly launched: Date;
  /** Of a stopped VM. */
  readonly stoppedBy?: "user" | "aws" | "instance";
  readonly stoppedAt?: Date;
}

export interface Explanation {
  readonly decision: Decision & { readonly reason: Reason };
  /** The decision first, then what else is to be known, in sentences. */
  readonly sentences: readonly string[];
}

/** What the scheduler would do with a VM, and why. */
export function explain({ schedule, tags, rules }: Target, state: VmState, now: Date): Explanation {
  const vm = viewOf(state, tags);
  const input = { schedule, vm, now, rules };
  const decision = decide(input);
  const show = (at: Date) => `${showInstant(at, schedule.timezone)} (${showUtc(at)})`;
  const boundary = decision.boundary ? show(decision.boundary) : "";
  const { next, nextKind } = opinionAt(schedule, now.getTime());
  const warning = warningOf(input);
  const sentences = [
    `${VERDICTS[decision.action]}: ${because(decision.reason, boundary, formatDuration(rules.offHoursMaxMinutes), tags)}`,
    ...[...overrideStates({ vm, now, rules, decision }).values()].flatMap((override) => {
      if (override.kind === "malformed")
        return [`${override.message}, and has no effect. Write ${override.hint}.`];
      return override.kind === "expired" ? [`An override ended on ${show(override.at)}.`] : [];
    }),
    ...(warning ? [`People on the VM are warned now: it stops on ${show(warning.stopAt)}.`] : []),
    next === null ? "No start or stop comes within a year." : `Next: ${nextKind} on ${show(new Date(next))}.`,
  ];
  return { decision, sentences };
}

const VERDICTS: Record<Decision["action"], string> = { start: "Start it", stop: "Stop it", none: "Leave it" };

function because(
  reason: Reason,
  boundary: string,
  limit: string,
  tags: Readonly<Record<string, string>>,
): string {
  const since = boundary ? `since ${boundary}` : "at all times";
  const reasons: Record<Reason, string> = {
    period: `its schedule wants it to run ${since}, and nobody has stopped it since.`,
    "period-ahead": `its hours begin on ${boundary}, and big fleets are started ahead.`,
    "period-ended": `its hours ended on ${boundary}, and nobody has started it since.`,
    "keep-until-expired": `it was to be kept until ${boundary}, and that has passed.`,
    "off-hours-limit": `it was started outside its hours, where a VM may run for ${limit}: until ${boundary}.`,
    "as-it-should-be": `it is as its schedule wants it${boundary ? ` since ${boundary}` : ""}.`,
    "no-opinion": "its schedule says nothing about this time.",
    "opted-out": `the tag ${TAG.autoSchedule} is off, so the schedule does not touch it.`,
    "stopped-by-person": `its schedule wants it to run ${since}, but somebody has stopped it since; the next start is its next chance.`,
    "started-by-person": `its hours ended${boundary ? ` on ${boundary}` : ""}, but somebody has started it since; it may run for ${limit}.`,
    kept: `it would have stopped on ${boundary}, but is kept until ${tags[TAG.keepUntil]}.`,
    paused: `its schedule wants it to run ${since}, but it is paused until ${tags[TAG.pausedUntil]}.`,
    "start-is-near": `it would have stopped on ${boundary}, but its hours begin again in a few minutes.`,
    "in-transition": "it is neither running nor stopped.",
  };
  return reasons[reason];
}

const CODES = {
  user: "Client.UserInitiatedShutdown",
  aws: "Server.InternalError",
  instance: "Client.InstanceInitiatedShutdown",
} as const;

/** As EC2 would show it. */
function viewOf({ state, launched, stoppedBy = "user", stoppedAt }: VmState, tags: VmView["tags"]): VmView {
  const common = { id: "i-0", state, launchTime: launched };
  if (state === "running") return { ...common, tags };
  const at = stoppedAt && showUtc(stoppedAt);
  const isTold = stoppedBy !== "instance" && at !== undefined;
  return {
    ...common,
    stateReasonCode: CODES[stoppedBy],
    ...(isTold ? { stateTransitionReason: `User initiated (${at.slice(0, 19).replace("T", " ")} GMT)` } : {}),
    tags: stoppedBy === "instance" && at !== undefined ? { ...tags, [TAG.stoppedAt]: at } : tags,
  };
}
