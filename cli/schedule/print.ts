import { styleText } from "node:util";
import type { Answer } from "./answers";

/** Writes an answer to standard output. @param line number in the file, for questions from a file */
export function printAnswer({ json, headline, lines }: Answer, asJson: boolean, line?: number): void {
  if (asJson) writeJson({ ...(line === undefined ? {} : { line }), ...json });
  else
    process.stdout.write(`${[bold(headline), ...lines.map((text) => `  ${coloured(text)}`)].join("\n")}\n`);
}

/** Writes the reason why there is no answer: to standard error, or as JSON among the answers. */
export function printProblem(message: string, asJson: boolean, line?: number): void {
  if (asJson) writeJson({ ...(line === undefined ? {} : { line }), error: message });
  else process.stderr.write(`${red("error")}: ${line === undefined ? "" : `line ${line}: `}${message}\n`);
}

function writeJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

const bold = (text: string) => (isColoured(process.stdout) ? styleText("bold", text) : text);
const red = (text: string) => (isColoured(process.stderr) ? styleText("red", text) : text);

/** Highlights starts and stops. */
function coloured(text: string): string {
  if (!isColoured(process.stdout)) return text;
  if (/^start\b/i.test(text)) return styleText("green", text);
  return /^stop\b/i.test(text) ? styleText("yellow", text) : text;
}

function isColoured({ isTTY }: NodeJS.WriteStream): boolean {
  return isTTY === true && !process.env["NO_COLOR"];
}
