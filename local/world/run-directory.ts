import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const PREFIX = "run-";

/** This run's own folder below `.devvm`. Folders of runs that have ended are removed. */
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
    // EPERM: the process belongs to another user, so it is alive.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
