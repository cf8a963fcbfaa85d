import { readFileSync } from "node:fs";
import type { Config } from "../core/config/config";
import { ConfigError } from "../core/config/file/errors";
import type { LocatedProblem } from "../core/config/file/problem";
import { parseConfig } from "../core/config/parse";

/** The config cannot be used; `message` tells a person what to mend. */
export class UnusableConfigError extends Error {
  override readonly name = "UnusableConfigError";
}

/** Why a file cannot be read, by Node's error code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "a part of its path is not a folder",
  EISDIR: "it is a folder",
  EACCES: "you may not read it",
};

/** Reads and checks a config file. @throws UnusableConfigError with all that is wrong */
export function readConfig(file: string): {
  readonly config: Config;
  readonly warnings: readonly LocatedProblem[];
} {
  try {
    return parseConfig(readFileSync(file, "utf8"), file, { now: new Date() });
  } catch (error) {
    if (error instanceof ConfigError) throw new UnusableConfigError(error.message, { cause: error });
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UnusableConfigError(`The config file ${file} cannot be read: ${REASONS[code] ?? code}`, {
      cause: error,
    });
  }
}
