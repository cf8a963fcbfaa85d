import type { Person } from "../../core/vm/names";
import type { Problem } from "../shared/comments/refused";

/** Work on a ticket that came to nothing. `retryable`: whether the same message may succeed later. */
export abstract class ProvisionError extends Error {
  abstract readonly retryable: boolean;
}

/** The request breaks a rule: people have to change the ticket, the config or a limit. */
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
  /** A sentence for the people on the ticket. */
  readonly whatToDo: string;
  readonly retryable: boolean;
}

/** AWS will not make the VM: at present (`retryable`), or not with these parameters. */
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

/** Something else is under way that has to end first; nobody needs to be told. */
export class RetryLaterError extends ProvisionError {
  override readonly name = "RetryLaterError";
  override readonly retryable = true;
  /** How long it is likely to take, where that is known. */
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
