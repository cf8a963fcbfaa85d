import { TAG } from "../vm/tags";
import { opinionAt } from "./boundaries";
import { MS_PER_MINUTE } from "./days";
import { type DecideInput, decide, type Reason } from "./decide";
import { parseInstant } from "./iso-instant";
import { overridesOf } from "./overrides";

/** A stop that is near, of which people on the VM are to be warned. */
export interface Warning {
  readonly stopAt: Date;
  /** The reason that the stop will have. */
  readonly reason: Reason;
  /** Value for the tag `WarnedFor`: with it on the VM, the same stop is not warned of again. */
  readonly warnedFor: string;
}

/**
 * Whether a running VM is stopped within the rules' `warnBefore` from now, by its schedule, the end of its `KeepUntil`
 * or the limit off hours, as things stand; undefined when not, when the stop is due already, and when it was warned of.
 *
 * @throws RangeError when the schedule holds what `validate.ts` refuses
 */
export function warningOf(input: DecideInput): Warning | undefined {
  const { vm, now, rules } = input;
  if (vm.state !== "running" || rules.warnBeforeMinutes === 0) return undefined;
  const horizon = now.getTime() + rules.warnBeforeMinutes * MS_PER_MINUTE;
  const near = stopsToCome(input).filter((at) => at > now.getTime() && at <= horizon);
  if (near.length === 0 || decide(input).action === "stop") return undefined;
  for (const at of near.sort((a, b) => a - b)) {
    const { action, reason } = decide({ ...input, now: new Date(at) });
    if (action !== "stop") continue;
    const stopAt = new Date(at);
    const isWarned = parseWarnedFor(vm.tags[TAG.warnedFor])?.stopAt.getTime() === at;
    return isWarned ? undefined : { stopAt, reason, warnedFor: `${stopAt.toISOString()} ${reason}` };
  }
  return undefined;
}

/** The instants at which a VM may come to be stopped; whether it is, is for `decide` to say. */
function stopsToCome({ schedule, vm, now, rules }: DecideInput): number[] {
  const { next } = opinionAt(schedule, now.getTime());
  const { keepUntil } = overridesOf(vm.tags, now.getTime(), rules);
  return [
    ...(next === null ? [] : [next]),
    ...(keepUntil === undefined ? [] : [keepUntil]),
    vm.launchTime.getTime() + rules.offHoursMaxMinutes * MS_PER_MINUTE,
  ];
}

/** What the tag `WarnedFor` says; undefined when there is none, or it says something else. */
export function parseWarnedFor(
  text: string | undefined,
): { readonly stopAt: Date; readonly reason: string } | undefined {
  const [instant, reason] = text?.split(" ") ?? [];
  const stopAt = new Date(parseInstant(instant) ?? Number.NaN);
  return reason && !Number.isNaN(stopAt.getTime()) ? { stopAt, reason } : undefined;
}
