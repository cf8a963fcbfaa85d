import { TAG } from "../../core/vm/tags";
import { clockTime } from "../shared/clock-time";
import type { Vm } from "../shared/ec2/vm";
import type { Fleet } from "./ec2";
import { groupBy } from "./group-by";
import type { Messenger } from "./messenger";
import type { Plan } from "./plan";
import { type Outcome, sendInBatches } from "./send-in-batches";

export interface WarnOptions {
  readonly messenger: Messenger;
  readonly fleet: Pick<Fleet, "tag">;
  readonly defaultTimezone: string;
  readonly isTimeLeft: () => boolean;
  /** Told of each VM that was warned; `error`: nobody on it could be told. */
  readonly onWarned: (vm: Vm, at: Date, error?: Error) => void;
}

type Due = Plan["warnings"][number];

/**
 * Warns whoever is logged in on VMs that are about to be stopped, once for each stop. The tag that remembers it is
 * also what tells the ticket: `vm-events` hears of it. A VM whose people cannot be reached is tagged all the same, so
 * that its ticket is told; one that there was no time for is warned at the next run. Never throws.
 */
export async function warnOf(due: readonly Due[], options: WarnOptions): Promise<void> {
  const results = new Map<string, Outcome>();
  for (const [stopsAt, group] of groupBy(due, (one) => localTime(one, options.defaultTimezone))) {
    const send = (ids: readonly string[]) => options.messenger.warn(ids, stopsAt);
    const outcomes = await sendInBatches(idsOf(group), { send, isTimeLeft: options.isTimeLeft });
    for (const [id, outcome] of outcomes) results.set(id, outcome);
  }
  const told = due.filter(({ vm }) => results.get(vm.id)?.kind !== "deferred");
  for (const { vm, warning } of told) {
    const outcome = results.get(vm.id);
    options.onWarned(vm, warning.stopAt, outcome?.kind === "failed" ? outcome.error : undefined);
  }
  await remember(told, options);
}

/** What cannot be remembered is told again at the next run: rather twice than never. */
async function remember(told: readonly Due[], { fleet, isTimeLeft }: WarnOptions): Promise<void> {
  for (const [value, group] of groupBy(told, ({ warning }) => warning.warnedFor)) {
    const send = (ids: readonly string[]) => fleet.tag(ids, TAG.warnedFor, value);
    await sendInBatches(idsOf(group), { send, isTimeLeft });
  }
}

/** As the VM's people read a clock: `18:00 Europe/Berlin`. */
function localTime({ vm, warning }: Due, defaultTimezone: string): string {
  const { time, zone } = clockTime(warning.stopAt, vm.tags[TAG.timezone]?.trim() || defaultTimezone);
  return `${time} ${zone}`;
}

function idsOf(due: readonly Due[]): string[] {
  return due.map(({ vm }) => vm.id);
}
