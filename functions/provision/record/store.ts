import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { uidKey, vmKey } from "../../../core/aws/table";
import { accessPointPath, type Person } from "../../../core/vm/names";
import { uid } from "../../../core/vm/uid";
import { hasCode } from "../../shared/aws-errors";
import { StaleRecordError } from "../errors";
import { loadItem, type TableContext } from "./load-item";
import type { VmRecord } from "./record";

export async function loadRecord(ctx: TableContext, person: Person): Promise<VmRecord | undefined> {
  const item = await loadItem(ctx, vmKey(person));
  // The item outlives the record: other functions keep attributes of their own in it.
  return item?.["revision"] === undefined ? undefined : (item as unknown as VmRecord);
}

/** The owner of that client and developer's home, as first spelled; the claim stays when the VM goes. */
export async function loadHomeOwner(ctx: TableContext, person: Person): Promise<Person | undefined> {
  const item = await loadItem(ctx, uidKey(uid(person)));
  if (!item) return undefined;
  const owner = { client: String(item["client"]), developer: String(item["developer"]) };
  return accessPointPath(owner) === accessPointPath(person) ? owner : undefined;
}

export type RecordChanges = Partial<Pick<VmRecord, "ticket" | "attempts">> & {
  /** Null removes it. */
  readonly instanceId?: string | null;
};

/**
 * Writes changes to a record that has not been changed since it was read; attributes of other functions stay.
 * @throws StaleRecordError
 */
export async function changeRecord(
  ctx: TableContext,
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
