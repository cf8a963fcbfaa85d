import type { RunResult } from "./result";

/**
 * Some of a run's work failed, after all of it was attempted: the log has a line for each. The next run tries
 * again by itself, as its decisions are made from what it finds then.
 */
export class StartStopError extends Error {
  override readonly name = "StartStopError";

  constructor(
    readonly result: RunResult,
    reasons: readonly string[],
    options?: ErrorOptions,
  ) {
    const { failed, started, stopped } = result;
    super(
      `${failed} of ${failed + started + stopped} VMs could not be started or stopped: ${reasons.join(", ")}`,
      options,
    );
  }
}

/** The named schedules cannot be read, so that VMs which follow one were left alone. */
export class SchedulesUnreadableError extends Error {
  override readonly name = "SchedulesUnreadableError";
}
