import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { clientQuotaKey, developerQuotaKey, vmKey } from "../../../core/aws/table";
import { retryWhile } from "../../shared/retry";
import type { Context } from "../context";
import { StaleRecordError } from "../errors";
import type { VmRecord } from "../record";

const COLLISION = { tries: 8, pauseMs: 100 };

/** All of a record; others keep attributes of their own in the item. */
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
 * Removes the record and gives back the quota that it took, together. The uid stays claimed: the home on EFS goes
 * on belonging to it.
 * @throws StaleRecordError when somebody has changed the record since it was read
 */
export async function release(
  ctx: Pick<Context, "aws" | "config" | "sleep">,
  record: VmRecord,
): Promise<void> {
  const TableName = ctx.config.tableName;
  const oneLess = { UpdateExpression: "ADD vms :less", ExpressionAttributeValues: { ":less": -1 } };
  const command = () =>
    new TransactWriteCommand({
      TransactItems: [
        {
          Update: {
            TableName,
            Key: vmKey(record),
            UpdateExpression: `REMOVE ${RECORD_ATTRIBUTES.map((name) => `#${name}`).join(", ")}`,
            ConditionExpression: "#revision = :read",
            ExpressionAttributeNames: Object.fromEntries(RECORD_ATTRIBUTES.map((name) => [`#${name}`, name])),
            ExpressionAttributeValues: { ":read": record.revision },
          },
        },
        { Update: { TableName, Key: clientQuotaKey(record.client), ...oneLess } },
        { Update: { TableName, Key: developerQuotaKey(record.developer), ...oneLess } },
      ],
    });
  try {
    await retryWhile(
      ctx,
      COLLISION,
      () => ctx.aws.table.send(command()),
      (error) => codes(error).includes("TransactionConflict"),
    );
  } catch (error) {
    if (!codes(error).includes("ConditionalCheckFailed")) throw error;
    throw new StaleRecordError("The record of the VM was changed by another worker", { cause: error });
  }
}

function codes(error: unknown): (string | undefined)[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map(({ Code }) => Code);
}
