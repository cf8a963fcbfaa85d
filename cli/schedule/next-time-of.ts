import { MS_PER_MINUTE } from "../../core/schedule/days";
import { type DecideInput, decide } from "../../core/schedule/decide";
import { parseInstant } from "../../core/schedule/iso-instant";
import { startLead } from "../../core/schedule/start-lead";
import { TAG } from "../../core/vm/tags";
import { nextBoundary } from "./next";

const MS_PER_SECOND = 1000;

/** Maximum number of instants to check: a stop may follow many starts, and a start many stops. */
const STEPS = 60;

/**
 * The next instant, now included, at which a VM will be started or stopped if no user acts; undefined if there is none.
 */
export function nextTimeOf(action: "start" | "stop", input: DecideInput): Date | undefined {
  let at: Date | undefined = input.now;
  for (let step = 0; at && step < STEPS; step++) {
    if (decide({ ...input, now: at }).action === action) return at;
    at = nextChange(input, at);
  }
  return undefined;
}

/** The next instant at which the decision on a VM may change. */
function nextChange({ schedule, vm, rules }: DecideInput, after: Date): Date | undefined {
  const next = nextBoundary(schedule, after)?.at.getTime();
  const lead = Math.floor(startLead(vm.id, rules) / MS_PER_SECOND) * MS_PER_SECOND;
  const instants = [
    next,
    next === undefined ? undefined : next - lead,
    parseInstant(vm.tags[TAG.keepUntil]),
    parseInstant(vm.tags[TAG.pausedUntil]),
    vm.launchTime.getTime() + rules.offHoursMaxMinutes * MS_PER_MINUTE,
  ].filter((at) => at !== undefined && at > after.getTime()) as number[];
  return instants.length === 0 ? undefined : new Date(Math.min(...instants));
}
