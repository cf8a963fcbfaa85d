import type { OrderOutcomes } from "./carry-out";
import type { Order } from "./decide";

/** Numbers of VMs. */
export interface RunResult {
  readonly started: number;
  /** Those that hibernate included. */
  readonly stopped: number;
  readonly hibernated: number;
  readonly failed: number;
  /** VMs left alone, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** @param skips the reason of each VM that the plan left alone */
export function summarize(
  outcomes: OrderOutcomes,
  hibernated: ReadonlySet<string>,
  skips: readonly string[],
): RunResult {
  const ofKind = (kind: string) => outcomes.filter(([, outcome]) => outcome.kind === kind);
  const sent = (action: Order["action"]) =>
    ofKind("sent").filter(([order]) => order.action === action).length;
  const skipped: Record<string, number> = {};
  for (const reason of [...skips, ...ofKind("deferred").map(() => "deferred")]) {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  }
  return {
    started: sent("start"),
    stopped: sent("stop"),
    hibernated: hibernated.size,
    failed: ofKind("failed").length,
    skipped,
  };
}
