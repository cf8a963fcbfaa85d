import { Document, isScalar, LineCounter, parseDocument, type YAMLError } from "yaml";
import { formatPath, type PathStep } from "./path";
import { offsetOf, pathOfKey } from "./positions";
import type { LocatedProblem, ProblemAtPath } from "./problem";
import { syntaxProblem } from "./syntax";

/** A YAML file, read: plain values, and the place of each in the text. */
export interface YamlFile {
  readonly value: unknown;
  /** Problems of the YAML itself. */
  readonly problems: readonly LocatedProblem[];
  /** False: the text is so broken that checking its values would mislead. */
  readonly readable: boolean;
  /** The problem with its line and column: of the value, of its key, or of the innermost mapping around a missing one. */
  locate(problem: ProblemAtPath): LocatedProblem;
  /** A scalar as it was typed (`8.0`, which as a number is 8), or undefined. */
  typed(path: readonly PathStep[]): string | undefined;
}

export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const { document, value, failed } = read(text, lines);
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const syntax = (severity: LocatedProblem["severity"]) => (error: YAMLError) => {
    const path = error.code === "DUPLICATE_KEY" ? pathOfKey(document.contents, error.pos[0]) : [];
    return {
      ...position(error.pos[0]),
      path: formatPath(path),
      ...syntaxProblem(error.code, error.message, String(path.at(-1) ?? "")),
      severity,
    };
  };
  const fileStart = { ...position(0), path: "", severity: "error" as const };
  return {
    value,
    problems: [
      ...document.errors.map(syntax("error")),
      ...document.warnings.map(syntax("warning")),
      ...(failed === undefined ? [] : [{ ...fileStart, ...syntaxProblem("FAILED", failed, "") }]),
    ],
    readable: failed === undefined && document.errors.every(({ code }) => code === "DUPLICATE_KEY"),
    locate: ({ path, atKey = false, severity = "error", message, hint }) => ({
      ...position(offsetOf(document, path, atKey)),
      path: formatPath(path),
      message,
      hint,
      severity,
    }),
    typed: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

function read(
  text: string,
  lineCounter: LineCounter,
): { document: Document; value?: unknown; failed?: string } {
  let document: Document = new Document();
  try {
    // By default the library emits process warnings and adds an excerpt of the text to its messages.
    document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: "error" });
    return { document, value: document.toJS() };
  } catch (error) {
    // An alias without its anchor, aliases that multiply without end, nesting beyond the stack.
    return { document, failed: error instanceof Error ? error.message : String(error) };
  }
}
