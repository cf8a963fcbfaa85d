import { type Instance, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { isGone } from "../../shared/ec2/states";
import type { Context } from "../context";
import { LaunchFailedError, RetryLaterError, StaleRecordError } from "../errors";
import { type LaunchAttempt, openAttempt, type VmRecord, withAttempt, withOutcome } from "../record/record";
import { releaseQuota } from "../record/release-quota";
import { changeRecord, loadRecord } from "../record/store";
import { isStillIn } from "../ticket/issue";
import { chooseSubnet, type ZoneRefusals } from "./choose-subnet";
import { launchProblem } from "./launch-problem";
import { type NewVm, planAttempt } from "./plan-attempt";
import { runAttempt } from "./run-attempt";

/** Times that the record may change under one worker before it leaves the work to the others. */
const MAX_COLLISIONS = 10;

type Outcome =
  | { readonly kind: "launched"; readonly instanceId: string }
  | { readonly kind: "withdrawn" }
  | { readonly kind: "next"; readonly record: VmRecord };

/**
 * Launches the VM of a record that has none, one attempt after the other, zone by zone.
 * @returns the instance's id, which the record then holds; undefined when the ticket no longer asks for a VM
 * @throws LaunchFailedError when AWS refuses for good, or has no capacity in any zone
 */
export async function launchVm(ctx: Context, newVm: NewVm, record: VmRecord): Promise<string | undefined> {
  const refusals: ZoneRefusals = new Map();
  let current = record;
  for (let rounds = 0; rounds < ctx.config.subnetIds.length + MAX_COLLISIONS; rounds++) {
    try {
      const outcome = await tryOnce(ctx, newVm, current, refusals);
      if (outcome.kind === "launched") return outcome.instanceId;
      if (outcome.kind === "withdrawn") return undefined;
      current = outcome.record;
    } catch (error) {
      if (!(error instanceof StaleRecordError)) throw error;
      current = await reload(ctx, record);
    }
  }
  throw new RetryLaterError("Other workers keep changing the record of the VM");
}

async function tryOnce(
  ctx: Context,
  newVm: NewVm,
  record: VmRecord,
  refusals: ZoneRefusals,
): Promise<Outcome> {
  const open = openAttempt(record, ctx.now());
  if (!open && !(await isStillIn(ctx, record.ticket, ctx.config.settings.jira.statuses.provision))) {
    await releaseQuota(ctx, record);
    return { kind: "withdrawn" };
  }
  const attempt = open ?? (await planAttempt(ctx, newVm, chooseSubnet(ctx, newVm.spec, refusals)));
  const prepared = open
    ? record
    : await changeRecord(ctx, record, { attempts: withAttempt(record.attempts, attempt), instanceId: null });
  let instance: Instance;
  try {
    instance = await runAttempt(ctx, attempt);
  } catch (error) {
    return afterError(ctx, newVm, { record: prepared, attempt, refusals, error });
  }
  if (isGone({ state: instance.State?.Name ?? "" })) {
    return closeAttempt(ctx, prepared, attempt, "instance is gone");
  }
  const instanceId = instance.InstanceId ?? "";
  await recordInstance(ctx, prepared, attempt, instanceId);
  return { kind: "launched", instanceId };
}

interface FailedAttempt {
  readonly record: VmRecord;
  readonly attempt: LaunchAttempt;
  readonly refusals: ZoneRefusals;
  readonly error: unknown;
}

async function afterError(
  ctx: Context,
  { spec }: NewVm,
  { record, attempt, refusals, error }: FailedAttempt,
): Promise<Outcome> {
  const problem = launchProblem(error);
  if (problem.kind === "spent") return closeAttempt(ctx, record, attempt, "instance is gone");
  if (problem.kind === "no-capacity") {
    ctx.log.warn("A zone has no capacity", { subnetId: attempt.subnetId, code: problem.code });
    refusals.set(attempt.subnetId, problem.code);
    return closeAttempt(ctx, record, attempt, problem.code);
  }
  if (problem.kind === "refused") {
    // There is no VM, so it takes no quota.
    await releaseQuota(ctx, record);
    const { code, whatToDo } = problem;
    const reason = `${code}: ${(error as Error).message}`;
    throw new LaunchFailedError({ person: spec, code, reason, whatToDo, retryable: false }, { cause: error });
  }
  throw error;
}

async function closeAttempt(
  ctx: Context,
  record: VmRecord,
  { token }: LaunchAttempt,
  outcome: string,
): Promise<Outcome> {
  return {
    kind: "next",
    record: await changeRecord(ctx, record, { attempts: withOutcome(record.attempts, token, outcome) }),
  };
}

/**
 * Enters the instance in the record. When another worker has gone on to another attempt meanwhile, the record's
 * instance is the VM, and this one, which no record holds, is terminated.
 */
async function recordInstance(
  ctx: Context,
  record: VmRecord,
  { token }: LaunchAttempt,
  instanceId: string,
): Promise<void> {
  let current: VmRecord | undefined = record;
  for (let tries = 0; tries < MAX_COLLISIONS && current; tries++) {
    if (current.instanceId === instanceId) return;
    const last: LaunchAttempt | undefined = current.attempts.at(-1);
    if (last?.token !== token || last.outcome !== undefined) break;
    try {
      await changeRecord(ctx, current, { instanceId });
      return;
    } catch (error) {
      if (!(error instanceof StaleRecordError)) throw error;
      current = await loadRecord(ctx, record);
    }
  }
  ctx.log.warn("Launched a surplus instance beside another worker's", { instanceId });
  await ctx.aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  throw new StaleRecordError("Another worker's launch attempt has replaced this one");
}

async function reload(ctx: Context, record: VmRecord): Promise<VmRecord> {
  const found = await loadRecord(ctx, record);
  if (found?.ticket === record.ticket) return found;
  throw new RetryLaterError("The record of the VM was removed or reassigned during its launch");
}
