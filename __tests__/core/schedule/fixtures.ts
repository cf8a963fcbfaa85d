import { SCHEDULE_RULES } from "../../../core/config/sections/scheduler";
import { decide } from "../../../core/schedule/decide";
import type { Period, Schedule, VmView } from "../../../core/schedule/model";

export const RULES = SCHEDULE_RULES;

export const period = (days: string, start?: string, stop?: string, more: Partial<Period> = {}): Period => ({
  days,
  ...(start === undefined ? {} : { start }),
  ...(stop === undefined ? {} : { stop }),
  ...more,
});

export const schedule = (
  timezone: string,
  periods: readonly Period[],
  skipDates: readonly string[] = [],
): Schedule => ({
  timezone,
  periods,
  skipDates,
});

/** 08:00 to 18:00 in New York; in the first week of March 2026 that is 13:00 to 23:00 UTC. */
export const OFFICE = schedule("America/New_York", [period("mon-fri", "08:00", "18:00")]);

export const running = (launched: string, tags: Record<string, string> = {}): VmView => ({
  id: "i-1",
  state: "running",
  launchTime: new Date(launched),
  tags,
});

/** Stopped through the API, by a user or by the schedule: EC2 does not distinguish them. */
export const stoppedByApi = (
  launched: string,
  stopped: string,
  tags: Record<string, string> = {},
): VmView => ({
  id: "i-1",
  state: "stopped",
  launchTime: new Date(launched),
  stateReasonCode: "Client.UserInitiatedShutdown",
  stateTransitionReason: `User initiated (${stopped.replace("T", " ").replace("Z", "")} GMT)`,
  tags,
});

export const stoppedBecause = (
  launched: string,
  code: string,
  tags: Record<string, string> = {},
): VmView => ({
  id: "i-1",
  state: "stopped",
  launchTime: new Date(launched),
  stateReasonCode: code,
  stateTransitionReason: "",
  tags,
});

/** A VM that no user stopped, launched long ago: it is started exactly when the schedule wants it to run. */
const IDLE = stoppedBecause("2020-01-01T00:00:00Z", "Server.InternalError");

/** Whether the schedule wants a VM to run. */
export const wantsRunning = (of: Schedule, now: string | Date): boolean =>
  decide({ schedule: of, vm: IDLE, now: new Date(now), rules: RULES }).action === "start";

export const judge = (of: Schedule, vm: VmView, now: string) => {
  const { action, reason, boundary } = decide({ schedule: of, vm, now: new Date(now), rules: RULES });
  return [action, reason, boundary?.toISOString().replace(".000Z", "Z") ?? null];
};
