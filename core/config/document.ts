import { Document, isScalar, LineCounter, parseDocument, type YAMLError } from "yaml";
import { formatPath, type PathStep, type Problem } from "./errors";
import type { Finding } from "./finding";
import { offsetOf, pathOfKey } from "./positions";
import { syntaxVerdict } from "./syntax";

/** A YAML file, read: plain values, and where in the text each of them stands. */
export interface YamlFile {
  readonly value: unknown;
  /** What YAML itself finds wrong. */
  readonly problems: readonly Problem[];
  /** False: the text is so broken that its values mean little. */
  readonly readable: boolean;
  /** A finding with its place: of the value, of its key, or of the innermost mapping around what is missing. */
  place(finding: Finding): Problem;
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
  const syntax = (severity: Problem["severity"]) => (error: YAMLError) => {
    const path = error.code === "DUPLICATE_KEY" ? pathOfKey(document.contents, error.pos[0]) : [];
    return {
      ...position(error.pos[0]),
      path: formatPath(path),
      ...syntaxVerdict(error.code, error.message, String(path.at(-1) ?? "")),
      severity,
    };
  };
  const whole = { ...position(0), path: "", severity: "error" as const };
  return {
    value,
    problems: [
      ...document.errors.map(syntax("error")),
      ...document.warnings.map(syntax("warning")),
      ...(failed === undefined ? [] : [{ ...whole, ...syntaxVerdict("FAILED", failed, "") }]),
    ],
    readable: failed === undefined && document.errors.every(({ code }) => code === "DUPLICATE_KEY"),
    place: ({ path, atKey = false, severity = "error", message, hint }) => ({
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
    // The library would otherwise write warnings to the process, and draw the text into its messages.
    document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: "error" });
    return { document, value: document.toJS() };
  } catch (error) {
    // An alias without its anchor, aliases that multiply without end, nesting beyond the stack.
    return { document, failed: error instanceof Error ? error.message : String(error) };
  }
}
