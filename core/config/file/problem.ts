import type { PathStep } from "./path";

/** What is wrong with a value, and what would be right. */
export interface Problem {
  readonly message: string;
  readonly hint: string;
}

/** A problem of the value at a path, before its line in the file is known. */
export interface ProblemAtPath extends Problem {
  readonly path: readonly PathStep[];
  /** The place reported is that of the key, not that of its value. */
  readonly atKey?: boolean;
  /** @default "error" */
  readonly severity?: "error" | "warning";
}

/** One thing in a config file that is wrong (`error`), or that its author should know (`warning`). */
export interface LocatedProblem extends Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Such as `clients[0].developers[1].os`; empty for the file as a whole. */
  readonly path: string;
  readonly severity: "error" | "warning";
}
