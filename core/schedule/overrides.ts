import { TAG } from "../vm/tags";
import { MS_PER_MINUTE } from "./days";
import { formatDuration } from "./duration";
import { parseInstant } from "./iso-instant";
import type { Decision, RunningRules, VmView } from "./model";
import { taggedStop } from "./stopped-by";
import type { Problem } from "./validate";

/** What users set on a single VM to override its schedule; instants are milliseconds since the epoch. */
export interface Overrides {
  /** `AutoSchedule=off`. */
  readonly optedOut: boolean;
  readonly keepUntil?: number;
  readonly pausedUntil?: number;
  readonly stoppedAt?: number;
}

/** Reads the operational tags; malformed values (see `overrideStates`) have no effect. */
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
  /** `removable`: the tag has no further effect; its removal records that its end was reported. */
  | { readonly kind: "expired"; readonly at: Date; readonly removable: boolean }
  /**
   * Without effect. The tag stays so that its owner can fix it; `ScheduleProblem` on the VM records that it was
   * reported.
   */
  | ({ readonly kind: "malformed" } & Problem);

export interface OverrideInput {
  readonly vm: VmView;
  readonly now: Date;
  readonly rules: RunningRules;
  /** The decision for the VM at `now`; null if its schedule is not known. */
  readonly decision: Pick<Decision, "action" | "reason"> | null;
}

/** The states of a VM's overrides, by tag key; only tags that are set are listed. */
export function overrideStates(input: OverrideInput): ReadonlyMap<string, OverrideState> {
  const { tags } = input.vm;
  const states = new Map<string, OverrideState>();
  const auto = word(tags[TAG.autoSchedule]);
  if (auto === "off") states.set(TAG.autoSchedule, { kind: "active" });
  else if (auto && auto !== "on") {
    const message = `${TAG.autoSchedule} "${tags[TAG.autoSchedule]}" is not a valid value`;
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
  const message = `${TAG.stoppedAt} "${tags[TAG.stoppedAt]}" is in the future`;
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
    const message = `${key} "${vm.tags[key]}" is more than ${longest} ahead`;
    return { kind: "malformed", message, hint: `at most ${longest}: ${new Date(bound).toISOString()}` };
  }
  return { kind: "active", until: new Date(at) };
}

/** The end of `KeepUntil` is a stop, which is pending until the VM has stopped or its hours have begun. */
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
