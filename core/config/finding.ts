import type { PathStep } from "./errors";

/** What a rule has to say about a value: what is wrong, and what would be right. */
export interface Verdict {
  readonly message: string;
  readonly hint: string;
}

/** A verdict and the value it is about, before it is known where in the file that stands. */
export interface Finding extends Verdict {
  readonly path: readonly PathStep[];
  /** Point at the key and not at its value. */
  readonly atKey?: boolean;
  /** @default "error" */
  readonly severity?: "error" | "warning";
}
