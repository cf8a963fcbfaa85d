import { readFileSync } from "node:fs";
import type { Config } from "../core/config/config";
import { ConfigError } from "../core/config/file/errors";
import type { LocatedProblem } from "../core/config/file/problem";
import { parseConfig } from "../core/config/parse";

/** The config is invalid; `message` tells the user what to fix. */
export class UnusableConfigError extends Error {
  override readonly name = "UnusableConfigError";
}

/** Reasons why a file cannot be read, by Node's error code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  ENOTDIR: "a part of its path is not a folder",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
};

/** Reads and checks a config file. @throws UnusableConfigError with all problems */
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
