import type { RunResult } from "./result";

/**
 * Some of a run's work failed, after all of it was attempted: the log has a line for each VM. The next run decides
 * anew from what it finds then, and so retries by itself.
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

/** The named schedules cannot be read, so the VMs that follow one were left alone. */
export class SchedulesUnreadableError extends Error {
  override readonly name = "SchedulesUnreadableError";
}
