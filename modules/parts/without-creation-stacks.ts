/**
 * Runs `work` while CDKTF does not record where each token was created. It formats the whole call stack for every one
 * of them, whatever `Error.stackTraceLimit` says, which is most of a big fleet's build, and prints it only when a
 * token cannot be resolved. Errors keep their own stacks: V8 captures these without `Error.captureStackTrace`.
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
