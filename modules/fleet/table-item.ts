import { DynamodbTableItem } from "@cdktf/provider-aws/lib/dynamodb-table-item";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { TableKey } from "../../core/aws/table";

export interface TableItemProps {
  readonly tableName: string;
  readonly key: TableKey;
  /** All of them strings. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Resources that must exist first. */
  readonly after?: ITerraformDependable;
}

/** A fact from the config that the Lambdas read. */
export class TableItem extends Construct {
  constructor(scope: Construct, id: string, { tableName, key, attributes, after }: TableItemProps) {
    super(scope, id);
    const all = Object.entries({ ...key, ...attributes });
    new DynamodbTableItem(this, "item", {
      tableName,
      hashKey: "pk",
      rangeKey: "sk",
      item: JSON.stringify(Object.fromEntries(all.map(([name, S]) => [name, { S }]))),
      ...(after ? { dependsOn: [after] } : {}),
    });
  }
}
