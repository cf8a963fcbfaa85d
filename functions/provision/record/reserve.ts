import { vmKey } from "../../../core/aws/table";
import { uid } from "../../../core/vm/uid";
import type { VmSpec } from "../../../core/vm-spec/vm-spec";
import type { Context } from "../context";
import { RefusedError, RetryLaterError } from "../errors";
import { claimsOf, configVmProblem } from "./claims";
import { isConfigVm } from "./config-entries";
import type { VmRecord } from "./record";
import { checkSpelling } from "./spelling";
import { loadHomeOwner, loadRecord } from "./store";
import { failedConditions, type Write, writeTogether } from "./transaction";

/**
 * The record of the VM: the existing one, or a new one, created in one transaction with the quota that it takes and
 * the claim of its uid. So a repetition takes nothing twice.
 * @throws RefusedError with every rule that the request breaks
 */
export async function reserve(ctx: Context, spec: VmSpec & { readonly jira: string }): Promise<VmRecord> {
  if (await isConfigVm(ctx, spec)) throw new RefusedError([configVmProblem(spec)]);
  const record = await loadRecord(ctx, spec);
  const owner = record ?? (await loadHomeOwner(ctx, spec));
  if (owner) checkSpelling(owner, spec);
  return record ?? createRecord(ctx, { ...spec, client: owner?.client ?? spec.client });
}

async function createRecord(ctx: Context, spec: VmSpec & { readonly jira: string }): Promise<VmRecord> {
  const now = ctx.now();
  const record: VmRecord = {
    client: spec.client,
    developer: spec.developer,
    ticket: spec.jira,
    uid: uid(spec),
    // Higher than in any earlier record of the same VM: a worker that still holds one must not match this one.
    revision: now.getTime(),
    createdAt: now.toISOString(),
    attempts: [],
  };
  const claims = await claimsOf(ctx, record);
  try {
    await writeTogether(ctx, [putRecord(ctx, record), ...claims.map(({ write }) => write)]);
    return record;
  } catch (error) {
    const [isRecordThere, ...isClaimRefused] = failedConditions(error);
    if (isRecordThere) return recordOfOtherWorker(ctx, record);
    const problems = claims.filter((_, index) => isClaimRefused[index]).map(({ problem }) => problem);
    if (problems.length === 0) throw error;
    throw new RefusedError(problems);
  }
}

/** Keeps what other functions store in the item, such as the announcements that were made. */
function putRecord({ config }: Context, record: VmRecord): Write {
  const entries = Object.entries(record);
  return {
    Update: {
      TableName: config.tableName,
      Key: vmKey(record),
      UpdateExpression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(", ")}`,
      ConditionExpression: "attribute_not_exists(#revision)",
      ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
    },
  };
}

/** Another worker has created the record first: it serves both. */
async function recordOfOtherWorker(ctx: Context, record: VmRecord): Promise<VmRecord> {
  const found = await loadRecord(ctx, record);
  if (found) {
    checkSpelling(found, record);
    return found;
  }
  throw new RetryLaterError("The record of the VM was created and removed while this message was processed");
}
