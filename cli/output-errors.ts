/**
 * Handles failures to write answers: if the reader has exited, such as `head`, the command ends normally; other errors,
 * such as a full disk, are reported.
 */
export function endOnOutputErrors(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    process.stderr.write(`error: The answers cannot be written: ${error.message}\n`);
    process.exit(1);
  });
  // Standard error is not available; the exit code still reports it.
  process.stderr.on("error", () => undefined);
}
