/** A target of a benchmark. */
export interface Target {
  readonly what: string;
  /** As text: `at least 200,000`. */
  readonly wanted: string;
  readonly found: string;
  readonly isMet: boolean;
}

/** The result of a benchmark. */
export interface BenchResult {
  /** The report: tables and the conditions of the measurement. */
  readonly text: string;
  readonly targets: readonly Target[];
}

export function atLeast(
  what: string,
  wanted: number,
  found: number,
  show: (value: number) => string,
): Target {
  return { what, wanted: `at least ${show(wanted)}`, found: show(found), isMet: found >= wanted };
}

export function atMost(what: string, wanted: number, found: number, show: (value: number) => string): Target {
  return { what, wanted: `at most ${show(wanted)}`, found: show(found), isMet: found <= wanted };
}
