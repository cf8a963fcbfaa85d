/** The work failed for some VMs and was done for the others. The next day's run retries. */
export class LifecycleError extends AggregateError {
  override readonly name = "LifecycleError";
}

/** So many tickets are missing at once that a lost permission is more likely than deleted tickets: nothing is done. */
export class TooManyOrphansError extends Error {
  override readonly name = "TooManyOrphansError";

  constructor(missing: number, total: number) {
    super(
      `${missing} of ${total} tickets cannot be found in Jira. This looks like a lost permission, so no VM is treated ` +
        "as orphaned. Allow the API account to browse the projects; if the tickets were deleted on purpose, terminate " +
        "their VMs by hand.",
    );
  }
}
