import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { configVmKeys, type TableKey } from "../../core/aws/table";
import type { Person } from "../../core/vm/names";
import { batchGet } from "../shared/dynamo/batch-get";

/** Which of these people have a VM that is an entry of the config: the keys of `personKey`. */
export async function configVms(
  client: Pick<DynamoDBDocumentClient, "send">,
  tableName: string,
  people: readonly Person[],
): Promise<ReadonlySet<string>> {
  const items = await batchGet(client, tableName, people.map(keyOf));
  return new Set(items.map(join));
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
