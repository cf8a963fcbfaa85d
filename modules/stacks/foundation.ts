import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import type { Construct } from "constructs";
import type { Config } from "../../core/config/model";
import type { Place } from "../../core/policies/document";
import { Database } from "../database";
import { HomeFileSystem } from "../home-file-system";
import { Keys } from "../keys";
import { Network } from "../network";
import { BaseStack } from "./base-stack";

/** What holds data and what it stands on: keys, network, homes, databases. Changes rarely, is never destroyed. */
export class FoundationStack extends BaseStack {
  readonly keys: Keys;
  readonly network: Network;
  readonly homes: HomeFileSystem;

  constructor(scope: Construct, config: Config) {
    super(scope, "foundation", config);
    const { project, region } = config;
    const { accountId } = new DataAwsCallerIdentity(this, "caller");
    const place: Place = { partition: "aws", region, account: accountId, project };
    this.keys = new Keys(this, "keys", { place });
    this.network = new Network(this, "network", { ...config.network, project, region });
    this.homes = new HomeFileSystem(this, "homes", {
      project,
      keyArn: this.keys.homes.arn,
      vpcId: this.network.vpc.id,
      subnets: this.network.isolatedSubnets,
      clientSecurityGroupId: this.network.vmSecurityGroup.id,
    });
    this.addDatabases(config);
  }

  private addDatabases({ project, databases }: Config): void {
    const wanted = Object.entries(databases);
    if (wanted.length === 0) return;
    const subnets = new DbSubnetGroup(this, "database-subnets", {
      name: project,
      description: "Isolated subnets: no way in or out but the VMs",
      subnetIds: this.network.isolatedSubnets.map(({ id }) => id),
    });
    for (const engine of ["postgres", "mysql"] as const) {
      const database = databases[engine];
      if (!database) continue;
      new Database(this, engine, {
        ...database,
        project,
        engine,
        vpcId: this.network.vpc.id,
        subnetGroupName: subnets.name,
        clientSecurityGroupId: this.network.vmSecurityGroup.id,
        keyArn: this.keys.databases.arn,
      });
    }
  }
}
