import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import {
  clientKey,
  clientQuotaKey,
  configVmKeys,
  developerQuotaKey,
  uidKey,
  vmKey,
} from "../../../core/aws/table";
import { accessPointPath } from "../../../core/vm/names";
import { uid } from "../../../core/vm/uid";
import type { VmSpec } from "../../../core/vm-spec/vm-spec";
import type { Problem } from "../../shared/comments/refused";
import { retryWhile } from "../../shared/retry";
import type { Context } from "../context";
import { RefusedError, RetryLaterError } from "../errors";
import type { VmRecord } from "../record";
import { countConfigVms, isConfigVm, loadHomeOwner, loadRecord } from "../store";
import { checkSpelling } from "./spelling";

type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];
/** A write, and what is wrong when its condition does not hold. */
interface Claim {
  readonly write: Write;
  readonly problem: Problem;
}

/** A transaction collides with another one on the same counter: over within milliseconds. */
const COLLISION = { tries: 8, pauseMs: 100 };

/**
 * The record of the VM: the one that is there, or a new one, made in one transaction with the quota that it takes
 * and the claim of its uid. So a repetition takes nothing twice.
 * @throws RefusedError with every rule that the request breaks
 */
export async function reserve(ctx: Context, spec: VmSpec & { readonly jira: string }): Promise<VmRecord> {
  if (await isConfigVm(ctx, spec)) throw new RefusedError([configVmProblem(spec)]);
  const record = await loadRecord(ctx, spec);
  const owner = record ?? (await loadHomeOwner(ctx, spec));
  if (owner) checkSpelling(owner, spec);
  return record ?? create(ctx, { ...spec, client: owner?.client ?? spec.client });
}

async function create(ctx: Context, spec: VmSpec & { readonly jira: string }): Promise<VmRecord> {
  const now = ctx.now();
  const record: VmRecord = {
    client: spec.client,
    developer: spec.developer,
    ticket: spec.jira,
    uid: uid(spec),
    // Higher than that of any record of the same VM before: a worker that still holds one must not match this one.
    revision: now.getTime(),
    createdAt: now.toISOString(),
    attempts: [],
  };
  const claims = await claimsOf(ctx, record);
  const newRecord = putRecord(ctx, record);
  try {
    await retryWhile(
      ctx,
      COLLISION,
      () =>
        ctx.aws.table.send(
          new TransactWriteCommand({ TransactItems: [newRecord, ...claims.map(({ write }) => write)] }),
        ),
      (error) => reasons(error).includes("TransactionConflict"),
    );
    return record;
  } catch (error) {
    const [ofRecord, ...ofClaims] = reasons(error);
    if (ofRecord === "ConditionalCheckFailed") return existing(ctx, record);
    const problems = claims
      .filter((_, index) => ofClaims[index] === "ConditionalCheckFailed")
      .map(({ problem }) => problem);
    if (problems.length === 0) throw error;
    throw new RefusedError(problems);
  }
}

/** What others keep in the item stays, such as the announcements that were made. */
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

/** Another worker was faster: its record serves both. */
async function existing(ctx: Context, record: VmRecord): Promise<VmRecord> {
  const found = await loadRecord(ctx, record);
  if (found) {
    checkSpelling(found, record);
    return found;
  }
  throw new RetryLaterError("The record of the VM was made and removed while this message was worked on");
}

async function claimsOf(ctx: Context, record: VmRecord): Promise<Claim[]> {
  const TableName = ctx.config.tableName;
  const owner = { client: record.client, developer: record.developer };
  const home = accessPointPath(record);
  return [
    {
      write: {
        ConditionCheck: {
          TableName,
          Key: clientKey(record.client),
          ConditionExpression: "attribute_exists(pk)",
        },
      },
      problem: {
        what: "Client",
        found: `"${record.client}" is not in the config file`,
        expected: "a client that is",
      },
    },
    {
      write: {
        ConditionCheck: {
          TableName,
          Key: configVmKeys(record).byClient,
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      problem: configVmProblem(record),
    },
    await quotaClaim(
      ctx,
      clientQuotaKey(record.client),
      ctx.config.settings.policy.maxVmsPerClient,
      `VMs of ${record.client}`,
    ),
    await quotaClaim(
      ctx,
      developerQuotaKey(record.developer),
      ctx.config.settings.policy.maxVmsPerDeveloper,
      `VMs of ${record.developer}`,
    ),
    {
      write: {
        Put: {
          TableName,
          Item: { ...uidKey(record.uid), ...owner, home },
          ConditionExpression: "attribute_not_exists(pk) OR (client = :client AND developer = :developer)",
          ExpressionAttributeValues: { ":client": owner.client, ":developer": owner.developer },
        },
      },
      problem: {
        what: "Developer",
        found: `the user id ${record.uid} of this client and developer belongs to another pair already`,
        expected: "another spelling of the developer's name, such as with a middle initial",
      },
    },
  ];
}

async function quotaClaim(
  ctx: Context,
  key: ReturnType<typeof clientQuotaKey>,
  limit: number,
  what: string,
): Promise<Claim> {
  const inConfig = await countConfigVms(ctx, key);
  return {
    write: {
      Update: {
        TableName: ctx.config.tableName,
        Key: key,
        UpdateExpression: "ADD vms :one",
        // The second half keeps the condition false where the config alone fills the quota.
        ConditionExpression: "(attribute_not_exists(vms) AND :free > :zero) OR vms < :free",
        ExpressionAttributeValues: { ":one": 1, ":zero": 0, ":free": limit - inConfig },
      },
    },
    problem: {
      what,
      found: `the limit of ${limit} is reached${inConfig > 0 ? `, ${inConfig} of them by the config file` : ""}`,
      expected: "a VM given up first, or a higher limit in the config file",
    },
  };
}

function configVmProblem({
  client,
  developer,
}: {
  readonly client: string;
  readonly developer: string;
}): Problem {
  return {
    what: "Developer",
    found: `the VM of ${developer} for ${client} is managed by the config file`,
    expected: "a change of its entry there, not a ticket",
  };
}

/** Per write of the transaction, why it was cancelled; `None` for one that would have gone through. */
function reasons(error: unknown): string[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map(({ Code }) => Code ?? "None");
}
