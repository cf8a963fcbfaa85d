export type PathStep = string | number;

/** One thing in a config file that is wrong (`error`), or that somebody should know of (`warning`). */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Such as `clients[0].developers[1].os`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong. */
  readonly message: string;
  /** What would be right. */
  readonly hint: string;
  readonly severity: "error" | "warning";
}

/** A config file that cannot be used; `problems` has all that is wrong with it, and its warnings, by position. */
export class ConfigError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** Problems as text for people: a line that counts them, then a line for each. Empty for none. */
export function formatProblems(problems: readonly Problem[]): string {
  const first = problems[0];
  if (!first) return "";
  return [`${counted(problems)} in ${first.file}:`, ...problems.map((problem) => `  ${line(problem)}`)].join(
    "\n",
  );
}

/** `["clients", 0, "name"]` as `clients[0].name`. */
export function formatPath(path: readonly PathStep[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

function line({ file, line, column, path, message, hint, severity }: Problem): string {
  const where = `${file}:${line}:${column}${path ? ` ${path}` : ""}`;
  return `${where}: ${severity === "warning" ? "warning: " : ""}${message}. ${hint}`.trimEnd();
}

function counted(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const parts = [
    [errors, "error"],
    [problems.length - errors, "warning"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`)
    .join(" and ");
}
