import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { TableKey } from "../../../core/aws/table";
import type { Context } from "../context";

export type TableContext = Pick<Context, "aws" | "config">;

/** The item of that key, read consistently. */
export async function loadItem(
  { aws, config }: TableContext,
  key: TableKey,
): Promise<Record<string, unknown> | undefined> {
  const { Item } = await aws.table.send(
    new GetCommand({ TableName: config.tableName, Key: key, ConsistentRead: true }),
  );
  return Item;
}
