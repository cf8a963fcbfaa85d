import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Construct } from "constructs";
import type { Deployment } from "../../../core/aws/deployment";
import type { Config } from "../../../core/config/config";
import type { EngineName } from "../../../core/databases/engines";
import { databaseWindows } from "../../../core/databases/windows";
import { serviceBoundaryArn } from "../../../core/policies/service-boundary";
import { serviceTrust } from "../../../core/policies/trust";
import { policyJson } from "../../parts/policy-json";
import { Database } from "./database";

export interface DatabasesProps {
  readonly deployment: Deployment;
  readonly databases: Config["databases"];
  /** Time zone of the nightly backups and maintenance. */
  readonly timezone: string;
  readonly vpcId: string;
  readonly subnets: readonly Subnet[];
  /** Security group of the clients that may connect. */
  readonly clientSecurityGroupId: string;
  /** ARN of the key of databases. */
  readonly keyArn: string;
}

const ENGINE_NAMES: readonly EngineName[] = ["postgres", "mysql"];

/**
 * Adds the shared database servers of the config, and their common resources. They are direct children of the stack:
 * another address would be another server.
 */
export function addDatabases(stack: Construct, props: DatabasesProps): ReadonlyMap<EngineName, Database> {
  const wanted = ENGINE_NAMES.flatMap((engine) => {
    const config = props.databases[engine];
    return config ? [{ engine, config }] : [];
  });
  if (wanted.length === 0) return new Map();
  const { project } = props.deployment;
  const subnets = new DbSubnetGroup(stack, "database-subnets", {
    name: project,
    description: "Isolated subnets: reachable only from the VMs",
    subnetIds: props.subnets.map(({ id }) => id),
  });
  const common = {
    project,
    vpcId: props.vpcId,
    subnetGroupName: subnets.name,
    clientSecurityGroupId: props.clientSecurityGroupId,
    keyArn: props.keyArn,
    windows: databaseWindows(props.timezone),
    monitoringRoleArn: addMonitoringRole(stack, props.deployment).arn,
  };
  return new Map(
    wanted.map(({ engine, config }) => [
      engine,
      new Database(stack, engine, { ...config, ...common, engine }),
    ]),
  );
}

function addMonitoringRole(stack: Construct, deployment: Deployment): IamRole {
  const { partition, project, account } = deployment;
  const role = new IamRole(stack, "database-monitoring-role", {
    name: `${project}-rds-monitoring`,
    description: "RDS publishes metrics of the databases' operating systems",
    assumeRolePolicy: policyJson(serviceTrust("monitoring.rds.amazonaws.com", account)),
    permissionsBoundary: serviceBoundaryArn(deployment),
  });
  new IamRolePolicyAttachment(stack, "database-monitoring", {
    role: role.name,
    policyArn: `arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
  });
  return role;
}
