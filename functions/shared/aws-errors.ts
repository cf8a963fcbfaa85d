/** AWS's error code, such as `InsufficientInstanceCapacity`; undefined for an error that AWS did not answer with. */
export function errorCode(error: unknown): string | undefined {
  return isServiceError(error) ? error.name : undefined;
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = errorCode(error);
  return code !== undefined && codes.includes(code);
}

/** An error handler that returns `instead()` for errors of these codes and throws all others. */
export function onCode<T>(codes: readonly string[], instead: () => T): (error: unknown) => T {
  return (error) => {
    if (hasCode(error, ...codes)) return instead();
    throw error;
  };
}

function isServiceError(error: unknown): error is Error & { readonly $fault: "client" | "server" } {
  return error instanceof Error && "$fault" in error;
}
