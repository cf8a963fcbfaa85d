import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";

export interface StateTableProps {
  readonly name: string;
  readonly keyArn: string;
}

/** The only table: records of VMs, uid claims, quotas, and facts from the config. Keys: `core/table.ts`. */
export class StateTable extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, { name, keyArn }: StateTableProps) {
    super(scope, id);
    this.table = new DynamodbTable(this, "table", {
      name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      rangeKey: "sk",
      attribute: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
      ],
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
      deletionProtectionEnabled: true,
      tags: { Name: name },
      lifecycle: { preventDestroy: true },
    });
  }
}
