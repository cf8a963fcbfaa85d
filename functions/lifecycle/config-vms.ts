import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { configVmKeys, type TableKey } from "../../core/aws/table";
import type { Person } from "../../core/vm/names";

/** DynamoDB: keys in one BatchGetItem. */
const KEYS_PER_BATCH = 100;

/** Which of these people have a VM that is an entry of the config: the keys of `personKey`. */
export async function configVms(
  client: Pick<DynamoDBDocumentClient, "send">,
  tableName: string,
  people: readonly Person[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let pending = [...new Map(people.map((person) => [personKey(person), keyOf(person)])).values()];
  while (pending.length > 0) {
    const request = { Keys: pending.slice(0, KEYS_PER_BATCH), ProjectionExpression: "pk, sk" };
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { ...request, ConsistentRead: true } } }),
    );
    for (const item of Responses?.[tableName] ?? []) found.add(join(item as TableKey));
    const unprocessed = (UnprocessedKeys?.[tableName]?.Keys ?? []) as TableKey[];
    pending = [...unprocessed, ...pending.slice(KEYS_PER_BATCH)];
  }
  return found;
}

/** Stands for one (client, developer), however its names are spelled. */
export function personKey(person: Person): string {
  return join(keyOf(person));
}

function keyOf(person: Person): TableKey {
  return configVmKeys(person).byClient;
}

function join({ pk, sk }: TableKey): string {
  return `${pk} ${sk}`;
}
