import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { configVmKeys, type TableKey } from "../../core/aws/table";
import type { Person } from "../../core/vm/names";
import { batchGet } from "../shared/dynamo/batch-get";

/** The table's items for the VMs of the config, as far as this function uses them. */
export interface ConfigVmStore {
  /** Which of these developers have a VM that is an entry of the config: the keys of `personKey`. */
  find(developers: readonly Person[]): Promise<ReadonlySet<string>>;
}

export function dynamoConfigVmStore(
  client: Pick<DynamoDBDocumentClient, "send">,
  tableName: string,
): ConfigVmStore {
  return {
    find: async (developers) => {
      const items = await batchGet(client, tableName, developers.map(keyOf));
      return new Set(items.map(join));
    },
  };
}

/** Identifies a developer of a client, independently of the case and spelling of the names. */
export function personKey(person: Person): string {
  return join(keyOf(person));
}

function keyOf(person: Person): TableKey {
  return configVmKeys(person).byClient;
}

function join({ pk, sk }: TableKey): string {
  return `${pk} ${sk}`;
}
