import { checkFindings } from "./checks";
import { cursor } from "./cursor";
import { readYaml, type YamlFile } from "./document";
import { ConfigError, type Problem } from "./errors";
import { issueFindings } from "./issues";
import type { Config } from "./model";
import { resolve } from "./resolve";
import { type ConfigInput, configSchema } from "./schema";

export interface ParseOptions {
  /** Judges what is past its vendor's support; without it, nothing is. */
  readonly now?: Date;
}

/**
 * Reads the text of a config file, `devvms.yaml`.
 *
 * @param fileName as problems show it; nothing is read from it
 * @throws ConfigError with everything that is wrong, by position
 */
export function parseConfig(
  text: string,
  fileName: string,
  { now }: ParseOptions = {},
): { readonly config: Config; readonly warnings: Problem[] } {
  const file = readYaml(text, fileName);
  const { input, problems } = file.readable ? judge(file, now) : { input: undefined, problems: [] };
  const all = [...file.problems, ...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  if (!input || all.some(({ severity }) => severity === "error")) throw new ConfigError(all);
  return { config: resolve(input), warnings: all };
}

function judge(
  file: YamlFile,
  now: Date | undefined,
): { input: ConfigInput | undefined; problems: Problem[] } {
  const parsed = configSchema.safeParse(file.value);
  const findings = [
    ...issueFindings(parsed.error?.issues ?? [], file),
    ...checkFindings(cursor(file.value), now),
  ];
  return { input: parsed.data, problems: findings.map((finding) => file.place(finding)) };
}
