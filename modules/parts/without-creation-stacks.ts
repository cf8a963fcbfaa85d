/**
 * Runs `work` without CDKTF's record of where each token was created. CDKTF formats the whole call stack for every
 * token, regardless of `Error.stackTraceLimit`, which takes most of a large fleet's build time, and prints it only when
 * a token cannot be resolved. Errors keep their own stacks: V8 captures these without `Error.captureStackTrace`.
 */
export function withoutCreationStacks<T>(work: () => T): T {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
