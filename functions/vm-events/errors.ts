/** Some announcements failed; the others were made. */
export class SweepError extends AggregateError {
  override readonly name = "SweepError";
}
