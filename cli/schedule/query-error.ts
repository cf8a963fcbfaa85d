/** A question that cannot be answered; the message says why, and what to do. */
export class QueryError extends Error {
  override readonly name = "QueryError";
}
