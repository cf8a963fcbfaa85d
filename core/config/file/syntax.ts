import type { ErrorCode } from "yaml";
import type { Problem } from "./problem";
import { quoted } from "./quoted";

const HINTS: Partial<Record<ErrorCode | "FAILED", string>> = {
  BAD_INDENT: "Indent what belongs together by the same number of spaces, and close each bracket.",
  BAD_ALIAS: "Put text that begins with * or & in quotes.",
  FAILED: "Define an anchor (&name) before its alias (*name), and nest less deeply.",
  MISSING_CHAR: "Close each quote and bracket, and write a space after a colon.",
  MULTIPLE_DOCS: "Keep one document in the file: remove the line ---.",
  TAB_AS_INDENT: "Indent with spaces.",
  TAG_RESOLVE_FAILED: "Put text that begins with ! in quotes.",
};

/**
 * What the YAML parser reports, in words for the author of the file.
 *
 * @param code the library's own, or FAILED where it threw
 * @param key the key at that place, empty for none
 */
export function syntaxProblem(code: ErrorCode | "FAILED", message: string, key: string): Problem {
  if (code === "DUPLICATE_KEY") {
    return { message: `the key ${quoted(key)} appears twice`, hint: "Remove one of them." };
  }
  const hint = HINTS[code] ?? "Look at the brackets, quotes, colons and indentation around this place.";
  return { message: `not valid YAML: ${firstLine(message)}`, hint };
}

function firstLine(message: string): string {
  const line = message.split("\n", 1)[0] ?? "";
  return line.charAt(0).toLowerCase() + line.slice(1).replace(/[.:]$/, "");
}
