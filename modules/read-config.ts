import { readFileSync } from "node:fs";
import { ConfigError, type Problem } from "../core/config/errors";
import type { Config } from "../core/config/model";
import { parseConfig } from "../core/config/parse";

/** The config cannot be used; `message` tells a person what to mend. */
export class UnusableConfigError extends Error {
  override readonly name = "UnusableConfigError";
}

/** Reads and checks a config file. @throws UnusableConfigError with all that is wrong */
export function readConfig(file: string): { readonly config: Config; readonly warnings: readonly Problem[] } {
  try {
    return parseConfig(readFileSync(file, "utf8"), file, { now: new Date() });
  } catch (error) {
    if (error instanceof ConfigError) throw new UnusableConfigError(error.message, { cause: error });
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UnusableConfigError(`There is no config file ${file}`, { cause: error });
    if (code === "EISDIR")
      throw new UnusableConfigError(`${file} is a folder, not a config file`, { cause: error });
    throw error;
  }
}
