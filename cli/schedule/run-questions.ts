import { readFileSync } from "node:fs";
import { styleText } from "node:util";
import { ConfigError } from "../../core/config/errors";
import type { Config } from "../../core/config/model";
import { parseConfig } from "../../core/config/parse";
import type { Answer, World } from "./answers";
import { needsConfig, QueryError } from "./query";
import { type Line, type Question, readQuestions } from "./questions";

export interface Run {
  readonly what: string | undefined;
  /** `-` for standard input. */
  readonly file: string | undefined;
  readonly json: boolean;
  readonly configFile: string;
  readonly defaults: Partial<Question>;
  readonly answer: (question: Question, world: World) => Answer;
}

/** Answers every question; true when some could not be answered. */
export async function runQuestions(run: Run): Promise<boolean> {
  const now = new Date();
  let config: Config | undefined;
  let failed = false;
  const fail = (message: string, line?: number) => {
    failed = true;
    if (run.json) console.log(JSON.stringify({ ...(line === undefined ? {} : { line }), error: message }));
    else console.error(`${red("error")}: ${line === undefined ? "" : `line ${line}: `}${message}`);
  };
  for (const entry of lines(run, fail)) {
    const line = run.file === undefined ? undefined : entry.line;
    if ("error" in entry) {
      fail(entry.error, line);
      continue;
    }
    try {
      if (needsConfig(entry.question)) config ??= readConfig(run.configFile);
      show(run.answer(entry.question, { config, now }), run.json, line);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      fail(error.message, line);
    }
  }
  return failed;
}

function lines({ what, file, defaults }: Run, fail: (message: string) => void): Line[] {
  if (file === undefined) return [{ line: 1, question: { ...defaults, what: what ?? "" } }];
  try {
    return readQuestions(readFileSync(file === "-" ? 0 : file, "utf8"), defaults);
  } catch (error) {
    fail(
      `The file ${file} cannot be read: ${reason(error)}. Name another with --file, or - for standard input.`,
    );
    return [];
  }
}

/** @throws QueryError */
function readConfig(file: string): Config {
  try {
    return parseConfig(readFileSync(file, "utf8"), file).config;
  } catch (error) {
    if (error instanceof ConfigError) throw new QueryError(error.message);
    throw new QueryError(`The config file ${file} cannot be read: ${reason(error)}. Name it with --config.`);
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? "there is no such file" : (code ?? message);
}

function show({ json, headline, lines: below }: Answer, asJson: boolean, line: number | undefined): void {
  if (asJson) {
    console.log(JSON.stringify(line === undefined ? json : { line, ...json }));
    return;
  }
  console.log(bold(headline));
  for (const text of below) console.log(`  ${coloured(text)}`);
}

const bold = (text: string) => (isColoured(process.stdout) ? styleText("bold", text) : text);
const red = (text: string) => (isColoured(process.stderr) ? styleText("red", text) : text);

/** Starts and stops stand out. */
function coloured(text: string): string {
  if (!isColoured(process.stdout)) return text;
  if (/^start\b/i.test(text)) return styleText("green", text);
  return /^stop\b/i.test(text) ? styleText("yellow", text) : text;
}

function isColoured({ isTTY }: NodeJS.WriteStream): boolean {
  return isTTY === true && !process.env["NO_COLOR"];
}
