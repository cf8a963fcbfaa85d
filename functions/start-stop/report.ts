import type { Logger } from "@aws-lambda-powertools/logger";
import { hoursSaved } from "../../core/schedule/savings";
import { TAG } from "../../core/vm/tags";
import { isCapacityError, isQuotaError, isStoppedByAws } from "../shared/ec2/failure-codes";
import type { Vm } from "../shared/ec2/vm";
import type { Counters } from "../shared/metrics";
import type { Order } from "./decide";
import type { RunResult } from "./result";
import type { Outcome } from "./send-in-batches";
import type { TagChange } from "./tag-changes";

/** Logs and counts what a run did. */
export interface Reporter {
  schedulesUnreadable(error: Error): void;
  badParameter(problem: string): void;
  order(order: Order, outcome: Outcome, isHibernated: boolean): void;
  /** `error`: EC2 refused it. */
  typeChange(vm: Vm, instanceType: string, error?: Error): void;
  /** `error`: the warning did not reach the VM. */
  warned(vm: Vm, stopAt: Date, error?: Error): void;
  tagChange(change: TagChange): void;
  /** @param vms how many have invalid tags @param failed how many changes of tags failed */
  problems(vms: number, failed: number): void;
  result(result: RunResult, vms: readonly Vm[], now: Date): void;
}

/** As the timer in `contract.ts`. */
const RUN_EVERY_MS = 5 * 60_000;

const DONE = { start: "Started", stop: "Stopped" } as const;
const TAG_CHANGES: Readonly<Record<TagChange["kind"], string>> = {
  problem: "A VM has invalid tags",
  fixed: "A VM's tags are valid again",
  "override-ended": "An override has ended",
};

/** Logs a line for each VM that is started, stopped or changed, and for each new problem; counts everything. */
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
    order: (order, outcome, isHibernated) => {
      const { action, vm, decision } = order;
      const details = { ...identify(vm), ...decision };
      if (action === "start" && isStoppedByAws(vm.stateReasonCode ?? "")) {
        logger.warn("An earlier start failed after EC2 had accepted it", {
          ...details,
          code: vm.stateReasonCode,
        });
        counters.count("FailedLate");
      }
      if (outcome.kind === "sent") return logger.info(isHibernated ? "Hibernated" : DONE[action], details);
      if (outcome.kind === "deferred") return logger.warn("Deferred to the next run", details);
      logger.error(`Could not ${action}`, { ...details, error: outcome.error });
      counters.count(failureMetric(outcome.error));
    },
    typeChange: (vm, instanceType, error) => {
      const details = { ...identify(vm), from: vm.instanceType, to: instanceType };
      if (error) {
        logger.error("Could not change the instance type", { ...details, error });
        counters.count("TypeChangesFailed");
        return;
      }
      const isStandIn = instanceType !== (vm.tags[TAG.instanceType] ?? instanceType);
      logger.info(
        isStandIn ? "Changed to a stand-in type for lack of capacity" : "Instance type changed",
        details,
      );
      if (isStandIn) counters.count("StandIns");
    },
    warned: (vm, stopAt, error) => {
      if (error)
        logger.warn("The users of a VM could not be warned of its stop", { ...identify(vm), stopAt, error });
      counters.count(error ? "WarningsFailed" : "Warned");
    },
    tagChange: ({ kind, vm, key, value }) => {
      const details = { ...identify(vm), key, value };
      if (kind === "problem") logger.warn(TAG_CHANGES[kind], details);
      else logger.info(TAG_CHANGES[kind], details);
    },
    problems: (vms, failed) => {
      counters.count("BadTags", vms);
      if (failed > 0) logger.warn("Tags of VMs could not be changed", { vms: failed });
    },
    result: (result, vms, now) => {
      logger.info("Run finished", { ...result, vms: vms.length });
      counters.count("Completed");
      counters.count("Started", result.started);
      counters.count("Stopped", result.stopped);
      counters.count("Hibernated", result.hibernated);
      counters.count("Failed", result.failed);
      for (const [reason, vmCount] of Object.entries(result.skipped)) {
        counters.count(`Skipped${pascalCase(reason)}`, vmCount);
      }
      countFleet(vms, counters);
      counters.count("HoursSaved", hoursSaved(vms, new Date(now.getTime() - RUN_EVERY_MS), now));
    },
  };
}

/** The states before the run. */
function countFleet(vms: readonly Vm[], counters: Pick<Counters, "count">): void {
  const running = vms.filter(({ state }) => state === "running").length;
  counters.count("VmsRunning", running);
  counters.count("VmsStopped", vms.length - running);
}

function failureMetric(error: Error): string {
  if (isQuotaError(error)) return "FailedQuota";
  return isCapacityError(error) ? "FailedCapacity" : "FailedOther";
}

function identify({ id, tags }: Vm) {
  return { instanceId: id, client: tags[TAG.client], developer: tags[TAG.developer] };
}

function pascalCase(reason: string): string {
  return reason.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
