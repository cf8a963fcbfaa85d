/**
 * What becomes of the command when its answers cannot be written: a reader that has gone, such as `head`, has all it
 * wants; of anything else, such as a full disk, the caller is told.
 */
export function endOnOutputErrors(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    process.stderr.write(`error: The answers cannot be written: ${error.message}\n`);
    process.exit(1);
  });
  // There is nowhere left to tell of it; the exit code still does.
  process.stderr.on("error", () => undefined);
}
