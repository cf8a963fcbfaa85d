import type { LocatedProblem } from "./problem";

/** A config file that cannot be used; `problems` has all its errors and warnings, by position. */
export class ConfigError extends Error {
  readonly problems: readonly LocatedProblem[];

  constructor(problems: readonly LocatedProblem[]) {
    super(formatProblems(problems));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** Problems as text: a line that counts them, then a line for each. Empty for none. */
export function formatProblems(problems: readonly LocatedProblem[]): string {
  const first = problems[0];
  if (!first) return "";
  return [
    `${formatCounts(problems)} in ${first.file}:`,
    ...problems.map((problem) => `  ${formatLine(problem)}`),
  ].join("\n");
}

function formatLine({ file, line, column, path, message, hint, severity }: LocatedProblem): string {
  const place = `${file}:${line}:${column}${path ? ` ${path}` : ""}`;
  return `${place}: ${severity === "warning" ? "warning: " : ""}${message}. ${hint}`.trimEnd();
}

function formatCounts(problems: readonly LocatedProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const counts = [
    [errors, "error"],
    [problems.length - errors, "warning"],
  ] as const;
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`)
    .join(" and ");
}
