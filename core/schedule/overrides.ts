import { DateTime } from "luxon";
import { TAG } from "../tags";
import type { VmView } from "./model";
import type { Problem } from "./validate";

/** What people set on a single VM to depart from its schedule; instants are milliseconds since the epoch. */
export interface Overrides {
  /** `AutoSchedule=off`. */
  readonly optedOut: boolean;
  readonly keepUntil?: number;
  readonly pausedUntil?: number;
  readonly stoppedAt?: number;
}

/** Reads the operational tags; a malformed one has no effect, see `overrideProblems`. */
export function overridesOf(tags: VmView["tags"]): Overrides {
  return {
    optedOut: tags[TAG.autoSchedule]?.trim().toLowerCase() === "off",
    ...optional("keepUntil", parseInstant(tags[TAG.keepUntil])),
    ...optional("pausedUntil", parseInstant(tags[TAG.pausedUntil])),
    ...optional("stoppedAt", parseInstant(tags[TAG.stoppedAt])),
  };
}

/** The operational tags of a VM that have no effect because of how they are written. */
export function overrideProblems(tags: VmView["tags"]): Problem[] {
  const problems: Problem[] = [TAG.keepUntil, TAG.pausedUntil, TAG.stoppedAt]
    .filter((key) => tags[key]?.trim() && parseInstant(tags[key]) === undefined)
    .map((key) => ({
      message: `${key} "${tags[key]}" is not an instant`,
      hint: "2026-03-02T20:00:00Z, or 2026-03-02T20:00:00+01:00",
    }));
  const auto = tags[TAG.autoSchedule]?.trim().toLowerCase();
  if (auto && auto !== "off" && auto !== "on") {
    problems.push({
      message: `${TAG.autoSchedule} "${tags[TAG.autoSchedule]}" says nothing`,
      hint: "off, or no tag",
    });
  }
  return problems;
}

/** An ISO date and time with its offset from UTC; without one, it would mean a different moment to each reader. */
function parseInstant(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? "";
  if (!/T.*(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed)) return undefined;
  const time = DateTime.fromISO(trimmed);
  return time.isValid ? time.toMillis() : undefined;
}

function optional<Key extends string>(key: Key, value: number | undefined): { [key in Key]?: number } {
  return (value === undefined ? {} : { [key]: value }) as { [key in Key]?: number };
}
