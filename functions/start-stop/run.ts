import type { StartStopSettings } from "../../core/settings";
import type { Fleet } from "./ec2";
import { SchedulesUnreadableError, StartStopError } from "./errors";
import { type Order, planRun } from "./plan";
import type { Reporter } from "./report";
import type { NamedSchedules } from "./schedules";
import { type Outcome, sendInBatches } from "./send-in-batches";

/** Numbers of VMs. */
export interface RunResult {
  readonly started: number;
  readonly stopped: number;
  readonly failed: number;
  /** VMs left alone, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

export interface RunInput {
  readonly settings: StartStopSettings;
  readonly fleet: Fleet;
  readonly readSchedules: () => Promise<NamedSchedules>;
  readonly report: Reporter;
  readonly now: Date;
  /** False once no further request should be begun. */
  readonly isTimeLeft: () => boolean;
}

/**
 * One look at the fleet: decides for all VMs, then starts and stops.
 *
 * @throws StartStopError when VMs could not be started or stopped, SchedulesUnreadableError when those with a named
 * schedule could not be judged; both after everything was attempted
 */
export async function run(input: RunInput): Promise<RunResult> {
  const { settings, fleet, report, now } = input;
  const [vms, schedules] = await Promise.all([fleet.list(), schedulesOrError(input.readSchedules)]);
  if ("error" in schedules) report.schedulesUnreadable(schedules.error);
  else for (const problem of schedules.problems) report.badParameter(problem);

  const named = "error" in schedules ? undefined : schedules.named;
  const { orders, skipped, problems } = planRun({ vms, named, settings, now });
  for (const { vm, problem } of problems) report.problem(vm, problem);
  const outcomes = await carryOut(orders, input);
  for (const [order, outcome] of outcomes) report.order(order, outcome);

  const result = countUp(outcomes, [
    ...skipped.map(({ reason }) => reason),
    ...outcomes.filter(([, { kind }]) => kind === "deferred").map(([, { kind }]) => kind),
  ]);
  report.result(result, vms);
  if (result.failed > 0) throw failure(result, outcomes);
  if ("error" in schedules && result.skipped["schedules-unreadable"]) throw schedules.error;
  return result;
}

async function schedulesOrError(
  read: RunInput["readSchedules"],
): Promise<NamedSchedules | { readonly error: SchedulesUnreadableError }> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SchedulesUnreadableError) return { error };
    throw error;
  }
}

type Carried = readonly (readonly [Order, Outcome])[];

async function carryOut(orders: readonly Order[], { fleet, isTimeLeft }: RunInput): Promise<Carried> {
  const idsOf = (action: Order["action"]) =>
    orders.filter((order) => order.action === action).map(({ vm }) => vm.id);
  const [started, stopped] = await Promise.all([
    sendInBatches(idsOf("start"), { send: fleet.start, isTimeLeft }),
    sendInBatches(idsOf("stop"), { send: fleet.stop, isTimeLeft }),
  ]);
  const outcomes = { start: started, stop: stopped };
  return orders.map((order) => [order, outcomes[order.action].get(order.vm.id) ?? { kind: "deferred" }]);
}

function countUp(outcomes: Carried, skips: readonly string[]): RunResult {
  const sent = (action: Order["action"]) =>
    outcomes.filter(([order, { kind }]) => order.action === action && kind === "sent").length;
  const skipped: Record<string, number> = {};
  for (const reason of skips) skipped[reason] = (skipped[reason] ?? 0) + 1;
  return {
    started: sent("start"),
    stopped: sent("stop"),
    failed: outcomes.filter(([, { kind }]) => kind === "failed").length,
    skipped,
  };
}

function failure(result: RunResult, outcomes: Carried): StartStopError {
  const errors = outcomes.flatMap(([, outcome]) => (outcome.kind === "failed" ? [outcome.error] : []));
  return new StartStopError(result, [...new Set(errors.map(({ name }) => name))], { cause: errors[0] });
}
