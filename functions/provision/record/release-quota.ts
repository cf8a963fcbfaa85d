import { clientQuotaKey, developerQuotaKey, vmKey } from "../../../core/aws/table";
import type { Context } from "../context";
import { StaleRecordError } from "../errors";
import type { VmRecord } from "./record";
import { failedConditions, writeTogether } from "./transaction";

/** All attributes of a record; other functions keep attributes of their own in the item. */
const RECORD_ATTRIBUTES: readonly (keyof VmRecord)[] = [
  "client",
  "developer",
  "ticket",
  "uid",
  "revision",
  "createdAt",
  "attempts",
  "instanceId",
];

/**
 * Removes the record and releases the quota that it took, in one transaction. The uid stays claimed: the home on EFS
 * still belongs to it.
 * @throws StaleRecordError when another worker has changed the record since it was read
 */
export async function releaseQuota(
  ctx: Pick<Context, "aws" | "config" | "sleep">,
  record: VmRecord,
): Promise<void> {
  const TableName = ctx.config.tableName;
  const oneLess = { UpdateExpression: "ADD vms :less", ExpressionAttributeValues: { ":less": -1 } };
  const removal = {
    TableName,
    Key: vmKey(record),
    UpdateExpression: `REMOVE ${RECORD_ATTRIBUTES.map((name) => `#${name}`).join(", ")}`,
    ConditionExpression: "#revision = :read",
    ExpressionAttributeNames: Object.fromEntries(RECORD_ATTRIBUTES.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: { ":read": record.revision },
  };
  try {
    await writeTogether(ctx, [
      { Update: removal },
      { Update: { TableName, Key: clientQuotaKey(record.client), ...oneLess } },
      { Update: { TableName, Key: developerQuotaKey(record.developer), ...oneLess } },
    ]);
  } catch (error) {
    if (!failedConditions(error).includes(true)) throw error;
    throw new StaleRecordError("The record of the VM was changed by another worker", { cause: error });
  }
}
