import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { Config } from "../../core/config/config";
import { ConfigError } from "../../core/config/file/errors";
import { parseConfig } from "../../core/config/parse";
import type { Answer, World } from "./answers";
import { printAnswer, printProblem } from "./print";
import { needsConfig } from "./query";
import { QueryError } from "./query-error";
import { type Asked, type Line, type Question, readQuestions } from "./questions";

export interface Run {
  readonly asked: Asked;
  readonly what: string | undefined;
  /** `-` for standard input. */
  readonly file: string | undefined;
  readonly json: boolean;
  /** Absent: `devvms.yaml` of the current folder, if it exists or a question needs it. */
  readonly configFile: string | undefined;
  readonly defaults: Partial<Question>;
  readonly answer: (question: Question, world: World) => Answer;
}

/** Answers every question; true when some could not be answered. */
export async function runQuestions(run: Run): Promise<boolean> {
  try {
    const lines = linesOf(run);
    const world = { config: configFor(run, lines), now: new Date() };
    let failed = false;
    for (const line of lines) {
      if (!answerLine(line, run, world)) failed = true;
      // So that the command notices the exit of its reader before the last answer.
      await setImmediate();
    }
    return failed;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    printProblem(error.message, run.json);
    return true;
  }
}

/** Whether it could be answered. */
function answerLine(entry: Line, { answer, file, json }: Run, world: World): boolean {
  const line = file === undefined ? undefined : entry.line;
  try {
    if ("error" in entry) throw new QueryError(entry.error);
    printAnswer(answer(entry.question, world), json, line);
    return true;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    printProblem(error.message, json, line);
    return false;
  }
}

/** @throws QueryError if there is no question */
function linesOf({ asked, what, file, defaults }: Run): Line[] {
  const how = "Write a VM of the config, the name of a schedule, or a text";
  if (file === undefined) {
    if (!what?.trim()) throw new QueryError(`The question is empty. ${how}.`);
    return [{ line: 1, question: { ...defaults, what } }];
  }
  const name = file === "-" ? "Standard input" : `The file ${file}`;
  const lines = readQuestions(textOf(file, name), asked, defaults);
  if (lines.length === 0) throw new QueryError(`${name} contains no question. ${how}, one per line.`);
  return lines;
}

/** @throws QueryError */
function textOf(file: string, name: string): string {
  if (file === "") throw new QueryError("--file is empty. Name a file, or - for standard input.");
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new QueryError(
      `${name} cannot be read: ${reason(error)}. Name another with --file, or - for standard input.`,
    );
  }
}

/** Read once for all questions, so that all answers use the same config. @throws QueryError */
function configFor({ configFile }: Run, lines: readonly Line[]): Config | undefined {
  const file = configFile ?? "devvms.yaml";
  try {
    return parseConfig(readFileSync(file, "utf8"), file).config;
  } catch (error) {
    if (error instanceof ConfigError) throw new QueryError(error.message);
    const isNeeded = configFile !== undefined || lines.some(asksForConfig);
    if (!isNeeded && (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new QueryError(`The config file ${file} cannot be read: ${reason(error)}. Name it with --config.`);
  }
}

function asksForConfig(line: Line): boolean {
  return "question" in line && needsConfig(line.question);
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? "it does not exist" : (code ?? message);
}
