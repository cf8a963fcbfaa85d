/** A question that cannot be answered; the message contains the reason and the fix. */
export class QueryError extends Error {
  override readonly name = "QueryError";
}
