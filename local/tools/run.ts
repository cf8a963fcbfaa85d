import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Standard output of a command, or undefined when it is missing or fails. */
export async function outputOf(command: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(command, args, { env: { ...process.env, CHECKPOINT_DISABLE: "1" } });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/** True when `version` (as in 1.11.4) is `minimum` (as in 1.10) or later. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [have, want] = [version, minimum].map((text) =>
    text.split(".").map((part) => Number.parseInt(part, 10)),
  );
  for (const [index, wanted] of (want ?? []).entries()) {
    const present = have?.[index] ?? 0;
    if (present !== wanted) return present > wanted;
  }
  return true;
}
