import type { Person } from "../../core/vm/names";
import type { Problem } from "../shared/comments/refused";

/** Work on a ticket that failed. `retryable`: whether the same message may succeed later. */
export abstract class ProvisionError extends Error {
  abstract readonly retryable: boolean;
}

/** The request breaks a rule: a user has to change the ticket, the config or a limit. */
export class RefusedError extends ProvisionError {
  override readonly name = "RefusedError";
  override readonly retryable = false;

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ what, found }) => `${what}: ${found}`).join("; "));
  }
}

export interface LaunchFailure {
  readonly person: Person;
  /** AWS's error code. */
  readonly code: string;
  readonly reason: string;
  /** A sentence for the users on the ticket. */
  readonly whatToDo: string;
  readonly retryable: boolean;
}

/** AWS refuses to launch or start the VM: for now (`retryable`), or with these parameters. */
export class LaunchFailedError extends ProvisionError {
  override readonly name = "LaunchFailedError";
  override readonly retryable: boolean;

  constructor(
    readonly failure: LaunchFailure,
    options?: ErrorOptions,
  ) {
    super(`${failure.code}: ${failure.reason}`, options);
    this.retryable = failure.retryable;
  }
}

/** Other work has to end first; users need no comment about it. */
export class RetryLaterError extends ProvisionError {
  override readonly name = "RetryLaterError";
  override readonly retryable = true;
  /** How long the other work is likely to take; undefined when that is not known. */
  readonly pauseSeconds: number | undefined;

  constructor(message: string, options: ErrorOptions & { readonly pauseSeconds?: number } = {}) {
    super(message, options);
    this.pauseSeconds = options.pauseSeconds;
  }
}

/** Another worker has changed the VM's record since it was read. */
export class StaleRecordError extends ProvisionError {
  override readonly name = "StaleRecordError";
  override readonly retryable = true;
}
