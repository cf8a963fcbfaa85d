import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { TableKey } from "../../../core/aws/table";

/** DynamoDB's limit of keys in one BatchGetItem. */
const KEYS_PER_BATCH = 100;

/**
 * The items of these keys that exist, read consistently, in any order.
 * @param attributes names of the attributes to read besides the key
 */
export async function batchGet(
  client: Pick<DynamoDBDocumentClient, "send">,
  tableName: string,
  keys: readonly TableKey[],
  attributes: readonly string[] = [],
): Promise<(TableKey & Readonly<Record<string, unknown>>)[]> {
  const items: (TableKey & Record<string, unknown>)[] = [];
  const ProjectionExpression = ["pk", "sk", ...attributes].join(", ");
  // DynamoDB refuses a batch that contains a key twice.
  let pending = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  while (pending.length > 0) {
    const Keys = pending.slice(0, KEYS_PER_BATCH);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({
        RequestItems: { [tableName]: { Keys, ProjectionExpression, ConsistentRead: true } },
      }),
    );
    items.push(...((Responses?.[tableName] ?? []) as typeof items));
    const unprocessed = (UnprocessedKeys?.[tableName]?.Keys ?? []) as TableKey[];
    pending = [...unprocessed, ...pending.slice(KEYS_PER_BATCH)];
  }
  return items;
}
