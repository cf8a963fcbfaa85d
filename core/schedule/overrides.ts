import { TAG } from "../vm/tags";
import { MS_PER_MINUTE } from "./days";
import { formatDuration } from "./duration";
import { parseInstant } from "./iso-instant";
import type { Decision, RunningRules, VmView } from "./model";
import { taggedStop } from "./stopped-by";
import type { Problem } from "./validate";

/** What people set on a single VM to depart from its schedule; instants are milliseconds since the epoch. */
export interface Overrides {
  /** `AutoSchedule=off`. */
  readonly optedOut: boolean;
  readonly keepUntil?: number;
  readonly pausedUntil?: number;
  readonly stoppedAt?: number;
}

/** Reads the operational tags; what `overrideStates` calls malformed has no effect. */
export function overridesOf(tags: VmView["tags"], now: number, rules: RunningRules): Overrides {
  const keepUntil = parseInstant(tags[TAG.keepUntil]);
  const isKept = keepUntil !== undefined && keepUntil <= now + rules.keepMaxMinutes * MS_PER_MINUTE;
  return {
    optedOut: word(tags[TAG.autoSchedule]) === "off",
    ...(isKept ? { keepUntil } : {}),
    ...optional("pausedUntil", parseInstant(tags[TAG.pausedUntil])),
    ...optional("stoppedAt", taggedStop(tags, now)),
  };
}

export type OverrideState =
  | { readonly kind: "active" /** Absent: until the tag is removed. */; readonly until?: Date }
  /** `removable`: the tag has done all it can; the removal is the record that its end was told. */
  | { readonly kind: "expired"; readonly at: Date; readonly removable: boolean }
  /** Without effect. The tag stays for its owner to mend; `ScheduleProblem` on the VM is the record that it was told. */
  | ({ readonly kind: "malformed" } & Problem);

export interface OverrideInput {
  readonly vm: VmView;
  readonly now: Date;
  readonly rules: RunningRules;
  /** What was decided for the VM at `now`; null when its schedule cannot be known. */
  readonly decision: Pick<Decision, "action" | "reason"> | null;
}

/** How the overrides of a VM stand, by the keys of their tags; what is not set is not listed. */
export function overrideStates(input: OverrideInput): ReadonlyMap<string, OverrideState> {
  const { tags } = input.vm;
  const states = new Map<string, OverrideState>();
  const auto = word(tags[TAG.autoSchedule]);
  if (auto === "off") states.set(TAG.autoSchedule, { kind: "active" });
  else if (auto && auto !== "on") {
    const message = `${TAG.autoSchedule} "${tags[TAG.autoSchedule]}" says nothing`;
    states.set(TAG.autoSchedule, { kind: "malformed", message, hint: "off, or no tag" });
  }
  for (const key of [TAG.keepUntil, TAG.pausedUntil]) {
    const state = instantState(key, input);
    if (state) states.set(key, state);
  }
  const stop = stopProblem(input);
  if (stop) states.set(TAG.stoppedAt, stop);
  return states;
}

function stopProblem({ vm: { tags }, now }: OverrideInput): OverrideState | undefined {
  if (!word(tags[TAG.stoppedAt]) || taggedStop(tags, now.getTime()) !== undefined) return undefined;
  if (parseInstant(tags[TAG.stoppedAt]) === undefined) return notAnInstant(TAG.stoppedAt, tags);
  const message = `${TAG.stoppedAt} "${tags[TAG.stoppedAt]}" lies in the future`;
  return { kind: "malformed", message, hint: "the instant of the VM's last stop, or no tag" };
}

function instantState(key: string, input: OverrideInput): OverrideState | undefined {
  const { vm, now, rules } = input;
  if (!word(vm.tags[key])) return undefined;
  const at = parseInstant(vm.tags[key]);
  if (at === undefined) return notAnInstant(key, vm.tags);
  if (at <= now.getTime()) {
    const removable = key !== TAG.keepUntil || !mayStillStop(at, input);
    return { kind: "expired", at: new Date(at), removable };
  }
  const bound = now.getTime() + rules.keepMaxMinutes * MS_PER_MINUTE;
  if (key === TAG.keepUntil && at > bound) {
    const longest = formatDuration(rules.keepMaxMinutes);
    const message = `${key} "${vm.tags[key]}" lies more than ${longest} ahead`;
    return { kind: "malformed", message, hint: `at most ${longest}: ${new Date(bound).toISOString()}` };
  }
  return { kind: "active", until: new Date(at) };
}

/** The end of `KeepUntil` is a stop of its own, which stands until the VM has stopped or its hours have come. */
function mayStillStop(keepUntil: number, { vm, decision }: OverrideInput): boolean {
  if (vm.state === "stopped" || keepUntil <= vm.launchTime.getTime()) return false;
  return decision?.action !== "none" || decision.reason === "start-is-near";
}

function notAnInstant(key: string, tags: VmView["tags"]): OverrideState {
  return {
    kind: "malformed",
    message: `${key} "${tags[key]}" is not an instant`,
    hint: "2026-03-02T20:00:00Z, or 2026-03-02T20:00:00+01:00",
  };
}

function word(tag: string | undefined): string {
  return tag?.trim().toLowerCase() ?? "";
}

function optional<Key extends string>(key: Key, value: number | undefined): { [key in Key]?: number } {
  return (value === undefined ? {} : { [key]: value }) as { [key in Key]?: number };
}
