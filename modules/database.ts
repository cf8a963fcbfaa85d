import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { DatabaseConfig } from "../core/config/model";
import { DATABASE_PORTS } from "../core/network/ports";

export interface DatabaseProps extends DatabaseConfig {
  readonly project: string;
  readonly engine: "postgres" | "mysql";
  readonly vpcId: string;
  readonly subnetGroupName: string;
  /** Security group of those who may connect. */
  readonly clientSecurityGroupId: string;
  /** ARN of the key of databases. */
  readonly keyArn: string;
}

/** How each engine is told to refuse connections without TLS. */
const ENGINES = {
  postgres: { label: "PostgreSQL", tls: { name: "rds.force_ssl", value: "1" } },
  mysql: { label: "MySQL", tls: { name: "require_secure_transport", value: "ON" } },
} as const;

/** GiB that storage may grow to by itself, as a multiple of what was asked for. */
const STORAGE_GROWTH = 5;

/** A database server shared by all clients: private, encrypted, TLS only, its master password held by RDS itself. */
export class Database extends Construct {
  readonly instance: DbInstance;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { label, tls } = ENGINES[props.engine];
    const port = DATABASE_PORTS[props.engine];
    const name = `${props.project}-${props.engine}`;
    const group = new SecurityGroup(this, "security-group", {
      name,
      description: `${label}: from the VMs`,
      vpcId: props.vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, "from-vms", {
      securityGroupId: group.id,
      description: `${label} from the VMs`,
      ipProtocol: "tcp",
      fromPort: port.from,
      toPort: port.to,
      referencedSecurityGroupId: props.clientSecurityGroupId,
    });
    new VpcSecurityGroupEgressRule(this, "of-vms", {
      securityGroupId: props.clientSecurityGroupId,
      description: `${label} of the VMs`,
      ipProtocol: "tcp",
      fromPort: port.from,
      toPort: port.to,
      referencedSecurityGroupId: group.id,
    });
    const parameters = new DbParameterGroup(this, "parameters", {
      name: `${name}-${props.version.replace(".", "-")}`,
      family: `${props.engine}${props.version}`,
      description: `${label} of ${props.project}: TLS only`,
      parameter: [{ ...tls, applyMethod: "immediate" }],
      // A new version wants a new group while the instance still uses the old one.
      lifecycle: { createBeforeDestroy: true },
    });
    this.instance = new DbInstance(this, "instance", {
      identifier: name,
      engine: props.engine,
      engineVersion: props.version,
      instanceClass: props.instanceClass,
      allocatedStorage: props.storageGb,
      maxAllocatedStorage: props.storageGb * STORAGE_GROWTH,
      storageType: "gp3",
      storageEncrypted: true,
      kmsKeyId: props.keyArn,
      username: "devvm_admin",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.keyArn,
      iamDatabaseAuthenticationEnabled: true,
      dbSubnetGroupName: props.subnetGroupName,
      vpcSecurityGroupIds: [group.id],
      parameterGroupName: parameters.name,
      publiclyAccessible: false,
      multiAz: props.multiAz,
      backupRetentionPeriod: props.backupDays,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: props.deletionProtection,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${name}-final`,
      autoMinorVersionUpgrade: true,
      tags: { Name: name },
      lifecycle: { preventDestroy: true, ignoreChanges: ["allocated_storage"] },
    });
  }
}
