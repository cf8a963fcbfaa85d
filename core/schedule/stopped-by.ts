import { TAG } from "../vm/tags";
import { MS_PER_MINUTE } from "./days";
import { parseInstant } from "./iso-instant";
import type { VmView } from "./model";

/** Who stopped a VM. A user's stop is respected, and the schedule's own stop looks the same in EC2. */
export type StoppedBy =
  | { readonly who: "person" /** Milliseconds since the epoch. */; readonly at: number }
  | { readonly who: "aws"; readonly at?: number };

/** Maximum tolerated clock skew of a VM. */
const CLOCK_SKEW = 5 * MS_PER_MINUTE;

/**
 * Instant of the `StoppedAt` tag; undefined if it is invalid or in the future. The VM writes the tag itself: otherwise
 * root on the VM could make it count as used forever.
 */
export function taggedStop(tags: VmView["tags"], now: number): number | undefined {
  const at = parseInstant(tags[TAG.stoppedAt]);
  return at !== undefined && at <= now + CLOCK_SKEW ? at : undefined;
}

/**
 * Derives who stopped a VM, and when, from EC2's data. `Server.*`, `Client.InternalError`,
 * `Client.VolumeLimitExceeded`, and unknown or missing codes count as AWS: no user chose that.
 *
 * @param stoppedAt the result of `taggedStop`
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html
 */
export function stoppedBy(vm: VmView, stoppedAt: number | undefined): StoppedBy {
  const code = vm.stateReasonCode ?? "";
  const launched = vm.launchTime.getTime();
  // EC2 records no time if a VM shut itself down: if it was launched since the boundary, it was stopped since the
  // boundary.
  const tagged = stoppedAt !== undefined && stoppedAt > launched ? stoppedAt : launched;
  if (code === "Client.InstanceInitiatedShutdown") return { who: "person", at: tagged };
  if (code.startsWith("Client.UserInitiated")) {
    return { who: "person", at: transitionTime(vm.stateTransitionReason) ?? tagged };
  }
  const at = transitionTime(vm.stateTransitionReason);
  return { who: "aws", ...(at === undefined ? {} : { at }) };
}

/** The time in `User initiated (2026-03-02 18:00:04 GMT)`. */
function transitionTime(reason: string | undefined): number | undefined {
  const match = /\((\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) (?:GMT|UTC)\)/.exec(reason ?? "");
  const time = match ? Date.parse(`${match[1]}T${match[2]}Z`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
