import { createHash } from "node:crypto";
import { type Instance, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { accessPointPath, type Person } from "../../../core/vm/names";
import type { Context } from "../context";
import { LaunchFailedError, RetryLaterError, StaleRecordError } from "../errors";
import { isStillIn } from "../issue";
import { launchVerdict } from "../launch-errors";
import { type LaunchAttempt, openAttempt, type VmRecord, withAttempt, withOutcome } from "../record";
import { changeRecord, loadRecord } from "../store";
import { type Order, planAttempt } from "./plan-attempt";
import { release } from "./release";
import { runAttempt } from "./run-attempt";

/** Times that the record may change under one worker before it leaves the work to the others. */
const MAX_COLLISIONS = 10;

/** Zones that have refused in this round: subnet id to error code. */
type Refusals = Map<string, string>;

type Outcome =
  | { readonly kind: "launched"; readonly instanceId: string }
  | { readonly kind: "withdrawn" }
  | { readonly kind: "next"; readonly record: VmRecord };

/**
 * Launches the VM of a record that has none, one attempt after the other, zone by zone.
 * @returns the instance's id, which the record holds by then; undefined when the ticket no longer asks for a VM
 * @throws LaunchFailedError when AWS refuses for good, or has no capacity in any zone
 */
export async function launch(ctx: Context, order: Order, record: VmRecord): Promise<string | undefined> {
  const refusals: Refusals = new Map();
  let current = record;
  for (let rounds = 0; rounds < ctx.config.subnetIds.length + MAX_COLLISIONS; rounds++) {
    try {
      const outcome = await tryOnce(ctx, order, current, refusals);
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

async function tryOnce(ctx: Context, order: Order, record: VmRecord, refusals: Refusals): Promise<Outcome> {
  const open = openAttempt(record, ctx.now());
  if (!open && !(await isStillIn(ctx, record.ticket, ctx.config.settings.jira.statuses.provision))) {
    await release(ctx, record);
    return { kind: "withdrawn" };
  }
  const attempt = open ?? (await planAttempt(ctx, order, nextSubnet(ctx, order, refusals)));
  const prepared = open
    ? record
    : await changeRecord(ctx, record, { attempts: withAttempt(record.attempts, attempt), instanceId: null });
  let instance: Instance;
  try {
    instance = await runAttempt(ctx, attempt);
  } catch (error) {
    return afterError(ctx, order, { record: prepared, attempt, refusals, error });
  }
  if (isOnItsWayOut(instance.State?.Name)) return next(ctx, prepared, attempt, "instance is gone");
  const instanceId = instance.InstanceId ?? "";
  await settle(ctx, prepared, attempt, instanceId);
  return { kind: "launched", instanceId };
}

interface Failed {
  readonly record: VmRecord;
  readonly attempt: LaunchAttempt;
  readonly refusals: Refusals;
  readonly error: unknown;
}

async function afterError(
  ctx: Context,
  order: Order,
  { record, attempt, refusals, error }: Failed,
): Promise<Outcome> {
  const verdict = launchVerdict(error);
  if (verdict.kind === "spent") return next(ctx, record, attempt, "instance is gone");
  if (verdict.kind === "no-capacity") {
    ctx.log.warn("A zone has no capacity", { subnetId: attempt.subnetId, code: verdict.code });
    refusals.set(attempt.subnetId, verdict.code);
    return next(ctx, record, attempt, verdict.code);
  }
  if (verdict.kind === "refused") {
    // Nothing came of it: the quota is for those who have a VM.
    await release(ctx, record);
    const { code, whatToDo } = verdict;
    const reason = `${code}: ${(error as Error).message}`;
    throw new LaunchFailedError(
      { person: order.spec, code, reason, whatToDo, retryable: false },
      { cause: error },
    );
  }
  throw error;
}

async function next(
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
 * Enters the instance in the record. Where another worker has moved on to another attempt meanwhile, the record's
 * instance is the VM, and this one, which nobody knows of yet, goes.
 */
async function settle(
  ctx: Context,
  record: VmRecord,
  { token }: LaunchAttempt,
  instanceId: string,
): Promise<void> {
  let current: VmRecord | undefined = record;
  for (let tries = 0; tries < MAX_COLLISIONS && current; tries++) {
    if (current.instanceId === instanceId) return;
    const isCurrent: boolean =
      current.attempts.at(-1)?.token === token && current.attempts.at(-1)?.outcome === undefined;
    if (!isCurrent) break;
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

/** The first subnet that has not refused, in an order that spreads identities over the zones. */
function nextSubnet({ config }: Context, { spec }: Order, refusals: Refusals): string {
  const { subnetIds } = config;
  const first = startOf(spec, subnetIds.length);
  const ordered = [...subnetIds.slice(first), ...subnetIds.slice(0, first)];
  const free = ordered.find((id) => !refusals.has(id));
  if (free) return free;
  const codes = [...refusals].map(([id, code]) => `${code} in ${id}`).join(", ");
  throw new LaunchFailedError({
    person: spec,
    code: "NoCapacity",
    reason: `AWS has no room for a ${spec.instanceType} in any zone at present: ${codes}`,
    whatToDo:
      "It is tried again for a while. If no VM has come by then, ask for another instance type on the ticket, or move it here again later.",
    retryable: true,
  });
}

function startOf(person: Person, count: number): number {
  return createHash("sha256").update(accessPointPath(person)).digest().readUInt32BE(0) % count;
}

function isOnItsWayOut(state: string | undefined): boolean {
  return state === "shutting-down" || state === "terminated";
}

async function reload(ctx: Context, record: VmRecord): Promise<VmRecord> {
  const found = await loadRecord(ctx, record);
  if (found?.ticket === record.ticket) return found;
  throw new RetryLaterError("The record of the VM was removed or taken over while it was launched");
}
