import type { Logger } from "@aws-lambda-powertools/logger";
import type { VmView } from "../../core/schedule/model";
import { TAG } from "../../core/tags";
import type { Counters } from "../shared/metrics";
import type { Order } from "./plan";
import type { RunResult } from "./run";
import { isCapacityError, type Outcome } from "./send-in-batches";

/** Tells people and alarms what a run did. */
export interface Reporter {
  schedulesUnreadable(error: Error): void;
  badParameter(problem: string): void;
  problem(vm: VmView, problem: string): void;
  order(order: Order, outcome: Outcome): void;
  result(result: RunResult, vms: readonly VmView[]): void;
}

const DONE = { start: "Started", stop: "Stopped" } as const;

/** One line for each VM that is acted on or has a problem; all others are only counted. */
export function createReporter(
  logger: Pick<Logger, "info" | "warn" | "error">,
  counters: Pick<Counters, "count">,
): Reporter {
  return {
    schedulesUnreadable: (error) => logger.error("The named schedules cannot be read", error),
    badParameter: (problem) => {
      logger.error(problem);
      counters.count("BadSchedule");
    },
    problem: (vm, problem) => {
      logger.warn("A VM's tags need mending", { ...identify(vm), problem });
      counters.count("BadTags");
    },
    order: (order, outcome) => {
      const { action, vm, decision } = order;
      const details = { ...identify(vm), ...decision };
      if (outcome.kind === "sent") return logger.info(DONE[action], details);
      if (outcome.kind === "deferred") return logger.warn("Left to the next run", details);
      logger.error(`Could not ${action}`, { ...details, error: outcome.error });
      if (isCapacityError(outcome.error)) counters.count(`Failed${outcome.error.name}`);
    },
    result: (result, vms) => {
      logger.info("Run finished", { ...result, vms: vms.length });
      counters.count("Started", result.started);
      counters.count("Stopped", result.stopped);
      counters.count("Failed", result.failed);
      for (const [reason, vmCount] of Object.entries(result.skipped)) {
        counters.count(`Skipped${pascalCase(reason)}`, vmCount);
      }
      // As the run found them: a stopped VM is time saved against one that never stops.
      counters.count("VmsRunning", vms.filter(({ state }) => state === "running").length);
      counters.count("VmsStopped", vms.filter(({ state }) => state === "stopped").length);
    },
  };
}

function identify({ id, tags }: VmView) {
  return { instanceId: id, client: tags[TAG.client], developer: tags[TAG.developer] };
}

function pascalCase(reason: string): string {
  return reason.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
