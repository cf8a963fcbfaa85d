import { MS_PER_MINUTE } from "../../core/schedule/days";
import type { DecideInput, Reason } from "../../core/schedule/decide";
import { formatDuration } from "../../core/schedule/duration";
import type { Decision } from "../../core/schedule/model";
import type { Boundary } from "./next";
import { showBoth } from "./show-instant";

export interface Explained extends DecideInput {
  readonly decision: Decision & { readonly reason: Reason };
  /** By the schedule alone. */
  readonly next: Boundary | undefined;
  /** When the VM will be stopped, or started, if no user acts. */
  readonly stopsAt: Date | undefined;
  readonly startsAt: Date | undefined;
}

/** The reason of a decision for users: the second half of a sentence. */
export function reasonSentence(explained: Explained): string {
  const { decision, schedule, next, rules } = explained;
  const show = (at: Date | null | undefined) => (at ? showBoth(at, schedule.timezone) : "");
  const boundary = show(decision.boundary);
  const since = boundary ? `since ${boundary}` : "at all times";
  const hasHours = schedule.periods.some(({ start, stop }) => start && stop);
  const ended = `${hasHours ? "its hours ended" : "its stop was"} on ${boundary}`;
  const limit = formatDuration(rules.offHoursMaxMinutes);
  const reasons: Record<Reason, string> = {
    period: `its schedule wants it to run ${since}, and no user has stopped it since.`,
    "period-ahead": `its hours begin on ${boundary}, and large fleets are started ahead.`,
    "period-ended": `${ended}, and no user has started it since.`,
    "keep-until-expired": `it was kept until ${boundary}, which has passed.`,
    "off-hours-limit": `it was started outside its hours, where a VM may run for ${limit}: until ${boundary}.`,
    "as-it-should-be": `it is already as its schedule wants it${boundary ? ` since ${boundary}` : ""}.`,
    "no-opinion": "its schedule does not cover this time.",
    "opted-out": "it is opted out of its schedule.",
    "stopped-by-person": `its schedule wants it to run ${since}, but a user has stopped it${boundary ? " since" : ""}; ${untilStarted(explained)}`,
    "started-by-person": `${boundary ? ended : "these are not its hours"}, but a user has started it${boundary ? " since" : ""}; ${untilStopped(explained, limit)}`,
    kept: `it would have stopped on ${boundary}, but is kept.`,
    paused: `its schedule wants it to run ${since}, but it is paused.`,
    "start-is-near": `it would have stopped on ${boundary}, but its hours begin again on ${show(next?.at)}.`,
    "in-transition": "it is neither running nor stopped.",
  };
  return reasons[decision.reason];
}

function untilStarted({ startsAt, schedule }: Explained): string {
  if (!startsAt) return "the schedule does not start it again: start it by hand.";
  return `it is started again on ${showBoth(startsAt, schedule.timezone)}, unless a user starts it before.`;
}

function untilStopped({ stopsAt, vm, rules, schedule }: Explained, limit: string): string {
  if (!stopsAt) return "it may keep running: no limit applies.";
  const isLimit = stopsAt.getTime() === vm.launchTime.getTime() + rules.offHoursMaxMinutes * MS_PER_MINUTE;
  return `it may run until ${showBoth(stopsAt, schedule.timezone)}${isLimit ? `, ${limit} from its start` : ""}.`;
}
