import { type Config, type ConfigInput, checkConfig, configSchema, resolveConfig } from "./config";
import { cursor } from "./file/cursor";
import { readYaml, type YamlFile } from "./file/document";
import { ConfigError } from "./file/errors";
import type { LocatedProblem } from "./file/problem";
import { schemaProblems } from "./file/schema-problems";
import { configJsonSchema } from "./json-schema";

export interface ParseOptions {
  /** The time by which support of operating systems is judged. @default it is not judged */
  readonly now?: Date;
}

/**
 * Reads the text of a config file, `devvms.yaml`.
 *
 * @param fileName as problems show it; the file is not read
 * @throws ConfigError with all errors and warnings, by position
 */
export function parseConfig(
  text: string,
  fileName: string,
  { now }: ParseOptions = {},
): { readonly config: Config; readonly warnings: LocatedProblem[] } {
  const file = readYaml(text, fileName);
  const { input, problems } = file.readable ? validate(file, now) : { input: undefined, problems: [] };
  const all = [...file.problems, ...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  if (!input || all.some(({ severity }) => severity === "error")) throw new ConfigError(all);
  return { config: resolveConfig(input), warnings: all };
}

function validate(
  file: YamlFile,
  now: Date | undefined,
): { input: ConfigInput | undefined; problems: LocatedProblem[] } {
  const { data, error } = configSchema.safeParse(file.value);
  const { value, typed } = file;
  const problems = [
    ...(error ? schemaProblems(error.issues, { value, typed, schema: configJsonSchema() }) : []),
    ...checkConfig(cursor(file.value), now),
  ];
  return { input: data, problems: problems.map((problem) => file.locate(problem)) };
}
