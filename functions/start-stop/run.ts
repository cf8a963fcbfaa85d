import type { StartStopSettings } from "./contract";
import type { Fleet } from "./ec2";
import { SchedulesUnreadableError, StartStopError } from "./errors";
import { retypeVms } from "./instance-type";
import type { Messenger } from "./messenger";
import { type Order, planRun } from "./plan";
import type { Reporter } from "./report";
import type { RunResult } from "./result";
import type { NamedSchedules } from "./schedules";
import type { Outcome } from "./send-in-batches";
import { startVms } from "./start-vms";
import { stopVms } from "./stop-vms";
import { applyTagChanges, tagChanges } from "./tag-upkeep";
import { warnOf } from "./warn";

export interface RunInput {
  readonly settings: StartStopSettings;
  readonly fleet: Fleet;
  readonly messenger: Messenger;
  readonly readSchedules: () => Promise<NamedSchedules>;
  readonly report: Reporter;
  readonly now: Date;
  /** False once no further request should be begun. */
  readonly isTimeLeft: () => boolean;
}

/**
 * One look at the fleet: decides for all VMs, then starts and stops; after that, what may fail without harm: warnings
 * of stops ahead, and tags that say what people should know.
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
  const plan = planRun({ vms, named, settings, now });
  const { outcomes, hibernated } = await carryOut(plan.orders, input);
  for (const [order, outcome] of outcomes) report.order(order, outcome, hibernated.has(order.vm.id));
  await retypeVms(plan.retypes, {
    ...input,
    allowedTypes: settings.instanceTypes,
    onTypeChange: report.typeChange,
  });
  await warnOf(plan.warnings, {
    ...input,
    defaultTimezone: settings.defaultTimezone,
    onWarned: report.warned,
  });
  const changes = tagChanges(plan);
  for (const change of changes) report.tagChange(change);
  report.problems(new Set(plan.problems.map(({ vm }) => vm)).size, await applyTagChanges(changes, input));

  const result = countUp(outcomes, hibernated, [
    ...plan.skipped.map(({ reason }) => reason),
    ...outcomes.filter(([, { kind }]) => kind === "deferred").map(([, { kind }]) => kind),
  ]);
  report.result(result, vms, now);
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

async function carryOut(
  orders: readonly Order[],
  { fleet, isTimeLeft, settings, report }: RunInput,
): Promise<{ readonly outcomes: Carried; readonly hibernated: ReadonlySet<string> }> {
  const vmsOf = (action: Order["action"]) =>
    orders.filter((order) => order.action === action).map(({ vm }) => vm);
  const allowedTypes = settings.instanceTypes;
  const [start, stop] = await Promise.all([
    startVms(vmsOf("start"), { fleet, isTimeLeft, allowedTypes, onTypeChange: report.typeChange }),
    stopVms(vmsOf("stop"), { fleet, isTimeLeft }),
  ]);
  const all = { start, stop: stop.outcomes };
  const outcomeOf = ({ action, vm }: Order): Outcome => all[action].get(vm.id) ?? { kind: "deferred" };
  return { outcomes: orders.map((order) => [order, outcomeOf(order)]), hibernated: stop.hibernated };
}

function countUp(outcomes: Carried, hibernated: ReadonlySet<string>, skips: readonly string[]): RunResult {
  const sent = (action: Order["action"]) =>
    outcomes.filter(([order, { kind }]) => order.action === action && kind === "sent").length;
  const skipped: Record<string, number> = {};
  for (const reason of skips) skipped[reason] = (skipped[reason] ?? 0) + 1;
  return {
    started: sent("start"),
    stopped: sent("stop"),
    hibernated: hibernated.size,
    failed: outcomes.filter(([, { kind }]) => kind === "failed").length,
    skipped,
  };
}

function failure(result: RunResult, outcomes: Carried): StartStopError {
  const errors = outcomes.flatMap(([, outcome]) => (outcome.kind === "failed" ? [outcome.error] : []));
  return new StartStopError(result, [...new Set(errors.map(({ name }) => name))], { cause: errors[0] });
}
