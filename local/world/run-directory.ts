import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const PREFIX = "run-";

/** A folder of this run's own below `.devvm`; what runs left behind that no longer live is removed. */
export function makeRunDirectory(projectRoot: string): string {
  const base = join(projectRoot, ".devvm");
  mkdirSync(base, { recursive: true });
  for (const entry of readdirSync(base)) {
    if (entry.startsWith(PREFIX) && !isAlive(Number(entry.slice(PREFIX.length)))) {
      rmSync(join(base, entry), { recursive: true, force: true });
    }
  }
  const directory = join(base, `${PREFIX}${process.pid}`);
  mkdirSync(directory, { recursive: true });
  return directory;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it lives.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
