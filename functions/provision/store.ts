import { GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { CONFIG_PREFIX, clientKey, configVmKeys, type TableKey, uidKey, vmKey } from "../../core/aws/table";
import { accessPointPath, type Person } from "../../core/vm/names";
import { uid } from "../../core/vm/uid";
import { hasCode } from "./aws-errors";
import type { Context } from "./context";
import { StaleRecordError } from "./errors";
import type { VmRecord } from "./record";

type StoreContext = Pick<Context, "aws" | "config">;

export interface KnownClient {
  /** As the config spells it. */
  readonly name: string;
  readonly costCenter?: string;
}

export async function loadClient(ctx: StoreContext, name: string): Promise<KnownClient | undefined> {
  const item = await load(ctx, clientKey(name));
  return (
    item && {
      name: String(item["name"]),
      ...(item["costCenter"] ? { costCenter: String(item["costCenter"]) } : {}),
    }
  );
}

export async function loadRecord(ctx: StoreContext, person: Person): Promise<VmRecord | undefined> {
  const item = await load(ctx, vmKey(person));
  // The item outlives the record, for what others keep in it.
  return item?.["revision"] === undefined ? undefined : (item as unknown as VmRecord);
}

/** Who has the home of that client and developer, as first spelled; the claim stays when the VM goes. */
export async function loadHomeOwner(ctx: StoreContext, person: Person): Promise<Person | undefined> {
  const item = await load(ctx, uidKey(uid(person)));
  if (!item) return undefined;
  const owner = { client: String(item["client"]), developer: String(item["developer"]) };
  return accessPointPath(owner) === accessPointPath(person) ? owner : undefined;
}

/** True when the config file names this VM. */
export async function isConfigVm(ctx: StoreContext, person: Person): Promise<boolean> {
  return (await load(ctx, configVmKeys(person).byClient)) !== undefined;
}

/** Number of the config's VMs below a client's or a developer's partition. */
export async function countConfigVms({ aws, config }: StoreContext, { pk }: TableKey): Promise<number> {
  let count = 0;
  let from: Record<string, unknown> | undefined;
  do {
    const page = await aws.table.send(
      new QueryCommand({
        TableName: config.tableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": pk, ":prefix": CONFIG_PREFIX },
        Select: "COUNT",
        ConsistentRead: true,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    count += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from);
  return count;
}

export type RecordChanges = Partial<Pick<VmRecord, "ticket" | "attempts">> & {
  /** Null takes it away. */
  readonly instanceId?: string | null;
};

/**
 * Writes changes to a record that nobody else has changed since; attributes of others stay as they are.
 * @throws StaleRecordError
 */
export async function changeRecord(
  ctx: StoreContext,
  record: VmRecord,
  changes: RecordChanges,
): Promise<VmRecord> {
  const set = Object.entries({ ...changes, revision: record.revision + 1 }).filter(
    ([, value]) => value !== null,
  );
  const remove = Object.entries(changes).filter(([, value]) => value === null);
  const names = [...set, ...remove].map(([name]) => name);
  try {
    const { Attributes } = await ctx.aws.table.send(
      new UpdateCommand({
        TableName: ctx.config.tableName,
        Key: vmKey(record),
        UpdateExpression: [
          `SET ${set.map(([name]) => `#${name} = :${name}`).join(", ")}`,
          ...(remove.length > 0 ? [`REMOVE ${remove.map(([name]) => `#${name}`).join(", ")}`] : []),
        ].join(" "),
        ConditionExpression: "#revision = :read",
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ":read": record.revision,
          ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
        },
        ReturnValues: "ALL_NEW",
      }),
    );
    return Attributes as VmRecord;
  } catch (error) {
    if (!hasCode(error, "ConditionalCheckFailedException")) throw error;
    throw new StaleRecordError("The record of the VM was changed by another worker", { cause: error });
  }
}

async function load(
  { aws, config }: StoreContext,
  key: TableKey,
): Promise<Record<string, unknown> | undefined> {
  const { Item } = await aws.table.send(
    new GetCommand({ TableName: config.tableName, Key: key, ConsistentRead: true }),
  );
  return Item;
}
