import type { Logger } from "@aws-lambda-powertools/logger";
import type { Counters } from "../shared/metrics";
import type { DecidedVm, VmDecision } from "./decide";

/** Logs and counts what a run did. */
export interface Reporter {
  carriedOut(decided: DecidedVm): void;
}

const METRIC: Readonly<Record<VmDecision["kind"], string>> = {
  none: "Unchanged",
  warn: "DormantWarned",
  report: "DormantReported",
  remove: "RemovalRequested",
  "orphan-found": "OrphanFound",
  "orphan-reported": "OrphanKept",
  "ticket-is-back": "TicketIsBack",
};

export function createReporter(logger: Pick<Logger, "info">, counters: Pick<Counters, "count">): Reporter {
  return {
    carriedOut: ({ vm, decision }) => {
      logger.info("Decision carried out", { instanceId: vm.id, ...vm.person, ...decision });
      counters.count(METRIC[decision.kind]);
    },
  };
}
