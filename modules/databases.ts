import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import type { Config } from "../core/config/model";
import type { EngineName } from "../core/databases/engines";
import { databaseWindows } from "../core/databases/windows";
import type { Place } from "../core/policies/document";
import { serviceTrust } from "../core/policies/trust";
import { Database } from "./database";
import { policyJson } from "./policy-json";

export interface DatabasesProps {
  readonly place: Place;
  readonly databases: Config["databases"];
  /** Zone whose nights are for backups and maintenance. */
  readonly timezone: string;
  readonly vpcId: string;
  readonly subnets: readonly Subnet[];
  /** Security group of those who may connect. */
  readonly clientSecurityGroupId: string;
  /** ARN of the key of databases. */
  readonly keyArn: string;
}

const ENGINE_NAMES: readonly EngineName[] = ["postgres", "mysql"];

/** The shared database servers that the config asks for, and what they have in common. */
export class Databases extends Construct {
  /** By engine. */
  readonly servers: ReadonlyMap<EngineName, Database>;

  constructor(scope: Construct, id: string, props: DatabasesProps) {
    super(scope, id);
    const wanted = ENGINE_NAMES.flatMap((engine) => {
      const database = props.databases[engine];
      return database ? [{ engine, database }] : [];
    });
    this.servers = wanted.length === 0 ? new Map() : this.add(props, wanted);
  }

  private add(
    props: DatabasesProps,
    wanted: readonly { engine: EngineName; database: NonNullable<Config["databases"][EngineName]> }[],
  ): Map<EngineName, Database> {
    const { project } = props.place;
    const subnets = new DbSubnetGroup(this, "subnets", {
      name: project,
      description: "Isolated subnets: no way in or out but the VMs",
      subnetIds: props.subnets.map(({ id }) => id),
    });
    const common = {
      project,
      vpcId: props.vpcId,
      subnetGroupName: subnets.name,
      clientSecurityGroupId: props.clientSecurityGroupId,
      keyArn: props.keyArn,
      windows: databaseWindows(props.timezone),
      monitoringRoleArn: this.monitoringRole(props.place).arn,
    };
    return new Map(
      wanted.map(({ engine, database }) => [
        engine,
        new Database(this, engine, { ...database, ...common, engine }),
      ]),
    );
  }

  private monitoringRole({ partition, project, account }: Place): IamRole {
    const role = new IamRole(this, "monitoring-role", {
      name: `${project}-rds-monitoring`,
      description: "RDS reports what the databases' operating systems do",
      assumeRolePolicy: policyJson(serviceTrust("monitoring.rds.amazonaws.com", account)),
    });
    new IamRolePolicyAttachment(this, "monitoring", {
      role: role.name,
      policyArn: `arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    });
    return role;
  }
}
