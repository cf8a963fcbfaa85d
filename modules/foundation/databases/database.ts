import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { DatabaseConfig } from "../../../core/config/sections/databases";
import { ENGINES, type EngineName, hasInsights, parameterFamily } from "../../../core/databases/engines";
import type { DatabaseWindows } from "../../../core/databases/windows";
import { DATABASE_PORTS } from "../../../core/network/ports";
import { waive } from "../../parts/waive";

export interface DatabaseProps extends DatabaseConfig {
  readonly project: string;
  readonly engine: EngineName;
  readonly vpcId: string;
  readonly subnetGroupName: string;
  /** Security group of the clients that may connect. */
  readonly clientSecurityGroupId: string;
  /** ARN of the key of databases. */
  readonly keyArn: string;
  readonly windows: DatabaseWindows;
  /** Role with which RDS publishes metrics of the operating system. */
  readonly monitoringRoleArn: string;
}

/** Limit of storage autoscaling, as a multiple of the configured size. */
const STORAGE_GROWTH = 5;
const LOG_RETENTION_DAYS = 365;
/** Days of Performance Insights that are free. */
const INSIGHTS_DAYS = 7;
/** Seconds between two metrics of the operating system. */
const MONITORING_SECONDS = 60;

/** A database server shared by all clients: private, encrypted, TLS only, its master password managed by RDS. */
export class Database extends Construct {
  readonly instance: DbInstance;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseProps,
  ) {
    super(scope, id);
    const { label, logs } = ENGINES[props.engine];
    const name = `${props.project}-${props.engine}`;
    const group = this.securityGroup(name);
    const parameters = new DbParameterGroup(this, "parameters", {
      name: `${name}-${props.version.replace(".", "-")}`,
      family: parameterFamily(props.engine, props.version),
      description: `${label} of ${props.project}: TLS only`,
      parameter: [...ENGINES[props.engine].parameters],
      // A new version needs a new group while the instance still uses the old one.
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
      ...(props.caCertificate ? { caCertIdentifier: props.caCertificate } : {}),
      dbSubnetGroupName: props.subnetGroupName,
      vpcSecurityGroupIds: [group.id],
      parameterGroupName: parameters.name,
      publiclyAccessible: false,
      multiAz: props.multiAz,
      backupRetentionPeriod: props.backupDays,
      backupWindow: props.windows.backup,
      maintenanceWindow: props.windows.maintenance,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: props.deletionProtection,
      skipFinalSnapshot: false,
      // Each server has its own final snapshot, including the successor of a deleted server.
      finalSnapshotIdentifier: `${name}-final-\${formatdate("YYYYMMDDhhmmss", timestamp())}`,
      autoMinorVersionUpgrade: true,
      enabledCloudwatchLogsExports: [...logs],
      monitoringInterval: MONITORING_SECONDS,
      monitoringRoleArn: props.monitoringRoleArn,
      ...this.insights(),
      tags: { Name: name },
      lifecycle: { preventDestroy: true, ignoreChanges: ["allocated_storage", "final_snapshot_identifier"] },
      dependsOn: this.logGroups(name),
    });
    this.explain();
  }

  private explain(): void {
    const { engine, instanceClass, multiAz } = this.props;
    if (!multiAz) {
      waive(this.instance, "database-standby", `The config asks for one zone: databases.${engine}.multiAz.`);
    }
    if (!hasInsights(engine, instanceClass)) {
      waive(this.instance, "database-insights", `Performance Insights does not run on ${instanceClass}.`);
    }
  }

  private securityGroup(name: string): SecurityGroup {
    const { label } = ENGINES[this.props.engine];
    const port = DATABASE_PORTS[this.props.engine];
    const { clientSecurityGroupId } = this.props;
    const group = new SecurityGroup(this, "security-group", {
      name,
      description: `${label}: from the VMs`,
      vpcId: this.props.vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, "from-vms", {
      securityGroupId: group.id,
      description: `${label} from the VMs`,
      ipProtocol: "tcp",
      fromPort: port.from,
      toPort: port.to,
      referencedSecurityGroupId: clientSecurityGroupId,
    });
    new VpcSecurityGroupEgressRule(this, "of-vms", {
      securityGroupId: clientSecurityGroupId,
      description: `${label} of the VMs`,
      ipProtocol: "tcp",
      fromPort: port.from,
      toPort: port.to,
      referencedSecurityGroupId: group.id,
    });
    return group;
  }

  /** Created before RDS creates them itself, without a key and without retention. */
  private logGroups(name: string): CloudwatchLogGroup[] {
    return ENGINES[this.props.engine].logs.map(
      (log) =>
        new CloudwatchLogGroup(this, `log-${log}`, {
          name: `/aws/rds/instance/${name}/${log}`,
          retentionInDays: LOG_RETENTION_DAYS,
          kmsKeyId: this.props.keyArn,
        }),
    );
  }

  private insights() {
    const { engine, instanceClass, keyArn } = this.props;
    if (!hasInsights(engine, instanceClass)) return {};
    return {
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: keyArn,
      performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
    };
  }
}
