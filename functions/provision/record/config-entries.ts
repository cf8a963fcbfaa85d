import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { CONFIG_PREFIX, clientKey, configVmKeys, type TableKey } from "../../../core/aws/table";
import type { Person } from "../../../core/vm/names";
import type { KnownClient } from "../ticket/request";
import { loadItem, type TableContext } from "./load-item";

export async function loadClient(ctx: TableContext, name: string): Promise<KnownClient | undefined> {
  const item = await loadItem(ctx, clientKey(name));
  return (
    item && {
      name: String(item["name"]),
      ...(item["costCenter"] ? { costCenter: String(item["costCenter"]) } : {}),
    }
  );
}

/** Whether the config file has this VM. */
export async function isConfigVm(ctx: TableContext, person: Person): Promise<boolean> {
  return (await loadItem(ctx, configVmKeys(person).byClient)) !== undefined;
}

/** Number of the config's VMs in a client's or a developer's partition. */
export async function countConfigVms({ aws, config }: TableContext, { pk }: TableKey): Promise<number> {
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
