import { carryOut, type OrderOutcomes } from "./carry-out";
import type { StartStopSettings } from "./contract";
import { decideFleet } from "./decide";
import { SchedulesUnreadableError, StartStopError } from "./errors";
import type { Fleet } from "./fleet";
import { changeTypes } from "./instance-type";
import type { Messenger } from "./messenger";
import type { Reporter } from "./report";
import { type RunResult, summarize } from "./result";
import type { NamedSchedules } from "./schedules";
import { sendStopWarnings } from "./send-stop-warnings";
import { applyTagChanges, tagChanges } from "./tag-changes";

export interface RunDeps {
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
 * Decides for all VMs, then starts and stops; after that, what may fail without harm: changes of instance types,
 * warnings of the next stops, and tags for users to read.
 *
 * @throws StartStopError when VMs could not be started or stopped, SchedulesUnreadableError when nothing could be
 * decided for those with a named schedule; both after everything was attempted
 */
export async function run(deps: RunDeps): Promise<RunResult> {
  const { settings, fleet, report, now } = deps;
  const [vms, schedules] = await Promise.all([fleet.list(), schedulesOrError(deps.readSchedules)]);
  if ("error" in schedules) report.schedulesUnreadable(schedules.error);
  else for (const problem of schedules.problems) report.badParameter(problem);

  const named = "error" in schedules ? undefined : schedules.named;
  const plan = decideFleet({ vms, named, settings, now });
  const options = {
    ...deps,
    allowedTypes: settings.instanceTypes,
    defaultTimezone: settings.defaultTimezone,
    onTypeChange: report.typeChange,
    onWarned: report.warned,
  };
  const { outcomes, hibernated } = await carryOut(plan.orders, options);
  for (const [order, outcome] of outcomes) report.order(order, outcome, hibernated.has(order.vm.id));
  await changeTypes(plan.typeChanges, options);
  await sendStopWarnings(plan.warnings, options);
  const changes = tagChanges(plan);
  for (const change of changes) report.tagChange(change);
  report.problems(new Set(plan.problems.map(({ vm }) => vm)).size, await applyTagChanges(changes, deps));

  const result = summarize(
    outcomes,
    hibernated,
    plan.skipped.map(({ reason }) => reason),
  );
  report.result(result, vms, now);
  if (result.failed > 0) throw failure(result, outcomes);
  if ("error" in schedules && result.skipped["schedules-unreadable"]) throw schedules.error;
  return result;
}

async function schedulesOrError(
  read: RunDeps["readSchedules"],
): Promise<NamedSchedules | { readonly error: SchedulesUnreadableError }> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SchedulesUnreadableError) return { error };
    throw error;
  }
}

function failure(result: RunResult, outcomes: OrderOutcomes): StartStopError {
  const errors = outcomes.flatMap(([, outcome]) => (outcome.kind === "failed" ? [outcome.error] : []));
  return new StartStopError(result, [...new Set(errors.map(({ name }) => name))], { cause: errors[0] });
}
