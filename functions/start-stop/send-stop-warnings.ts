import { TAG } from "../../core/vm/tags";
import { clockTime } from "../shared/clock-time";
import type { Vm } from "../shared/ec2/vm";
import type { Plan } from "./decide";
import type { Fleet } from "./fleet";
import { groupBy } from "./group-by";
import type { Messenger } from "./messenger";
import { type Outcome, sendInBatches } from "./send-in-batches";

export interface StopWarningOptions {
  readonly messenger: Messenger;
  readonly fleet: Pick<Fleet, "tag">;
  readonly defaultTimezone: string;
  readonly isTimeLeft: () => boolean;
  /** Called for each VM after its warning; `error`: the warning did not reach the VM. */
  readonly onWarned: (vm: Vm, stopAt: Date, error?: Error) => void;
}

type StopWarning = Plan["warnings"][number];

/**
 * Warns the users who are logged in on VMs that are about to be stopped, once for each stop. The tag that records the
 * warning also makes `vm-events` comment on the ticket, so a VM that the warning did not reach is tagged all the same.
 * A VM for which there was no time is warned in the next run. Never throws.
 */
export async function sendStopWarnings(
  warnings: readonly StopWarning[],
  options: StopWarningOptions,
): Promise<void> {
  const results = new Map<string, Outcome>();
  for (const [stopsAt, group] of groupBy(warnings, (one) => localTime(one, options.defaultTimezone))) {
    const send = (ids: readonly string[]) => options.messenger.warn(ids, stopsAt);
    const outcomes = await sendInBatches(idsOf(group), { send, isTimeLeft: options.isTimeLeft });
    for (const [id, outcome] of outcomes) results.set(id, outcome);
  }
  const attempted = warnings.filter(({ vm }) => results.get(vm.id)?.kind !== "deferred");
  for (const { vm, warning } of attempted) {
    const outcome = results.get(vm.id);
    options.onWarned(vm, warning.stopAt, outcome?.kind === "failed" ? outcome.error : undefined);
  }
  await recordWarnings(attempted, options);
}

/** If the tag cannot be set, the next run warns again: two warnings are better than none. */
async function recordWarnings(
  warnings: readonly StopWarning[],
  { fleet, isTimeLeft }: StopWarningOptions,
): Promise<void> {
  for (const [value, group] of groupBy(warnings, ({ warning }) => warning.warnedFor)) {
    const send = (ids: readonly string[]) => fleet.tag(ids, TAG.warnedFor, value);
    await sendInBatches(idsOf(group), { send, isTimeLeft });
  }
}

/** In the VM's time zone: `18:00 Europe/Berlin`. */
function localTime({ vm, warning }: StopWarning, defaultTimezone: string): string {
  const { time, zone } = clockTime(warning.stopAt, vm.tags[TAG.timezone]?.trim() || defaultTimezone);
  return `${time} ${zone}`;
}

function idsOf(warnings: readonly StopWarning[]): string[] {
  return warnings.map(({ vm }) => vm.id);
}
