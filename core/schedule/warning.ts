import { TAG } from "../vm/tags";
import { opinionAt } from "./boundaries";
import { MS_PER_MINUTE } from "./days";
import { type DecideInput, decide, type Reason } from "./decide";
import { parseInstant } from "./iso-instant";
import { overridesOf } from "./overrides";

/** A near stop of which users on the VM must be warned. */
export interface Warning {
  readonly stopAt: Date;
  /** The reason of the stop. */
  readonly reason: Reason;
  /** Value for the tag `WarnedFor`: with it on the VM, users are not warned of the same stop again. */
  readonly warnedFor: string;
}

/**
 * Whether a running VM is stopped within the rules' `warnBefore` from now, by its schedule, the end of its `KeepUntil`
 * or the limit off hours, as of now; undefined if not, if the stop is already due, and if users were warned of it.
 *
 * @throws RangeError if `validate.ts` rejects the schedule
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

/** The instants at which a VM may be stopped; `decide` decides whether it is. */
function stopsToCome({ schedule, vm, now, rules }: DecideInput): number[] {
  const { next } = opinionAt(schedule, now.getTime());
  const { keepUntil } = overridesOf(vm.tags, now.getTime(), rules);
  return [
    ...(next === null ? [] : [next]),
    ...(keepUntil === undefined ? [] : [keepUntil]),
    vm.launchTime.getTime() + rules.offHoursMaxMinutes * MS_PER_MINUTE,
  ];
}

/** The parsed tag `WarnedFor`; undefined if it is missing or malformed. */
export function parseWarnedFor(
  text: string | undefined,
): { readonly stopAt: Date; readonly reason: string } | undefined {
  const [instant, reason] = text?.split(" ") ?? [];
  const stopAt = new Date(parseInstant(instant) ?? Number.NaN);
  return reason && !Number.isNaN(stopAt.getTime()) ? { stopAt, reason } : undefined;
}
