/** Some VMs could not be dealt with; the others were. The next day's run tries again. */
export class LifecycleError extends AggregateError {
  override readonly name = "LifecycleError";
}

/** So many tickets are gone at once that it is more likely that they can no longer be seen: nothing is done. */
export class TooManyOrphansError extends Error {
  override readonly name = "TooManyOrphansError";

  constructor(gone: number, asked: number) {
    super(
      `Jira shows ${gone} of ${asked} tickets no more: that looks like lost rights, and no VM is taken for an orphan. ` +
        "Let the API account browse the projects; if the tickets were deleted on purpose, terminate their VMs by hand.",
    );
  }
}
