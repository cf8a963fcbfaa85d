import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Deployment } from "../../core/aws/deployment";
import type { Config } from "../../core/config/config";
import { addressPlan } from "../../core/network/address-plan";
import { DATABASE_PORTS, NFS } from "../../core/network/ports";
import { breakGlassRoleArn } from "../../core/policies/people/break-glass";
import { BaseStack } from "../parts/base-stack";
import { Audit } from "./audit/audit";
import { BackupAlarm } from "./backup/backup-alarm";
import { Backups } from "./backup/backups";
import { addDatabases } from "./databases/databases";
import { HomeFileSystem } from "./home-file-system";
import { Keys } from "./keys";
import { Network } from "./network/network";
import { zoneLetter } from "./network/zone-subnet";

/**
 * Stateful resources and their foundations: keys, network, homes, databases, backups. Changes rarely, is never
 * destroyed.
 */
export class FoundationStack extends BaseStack {
  readonly keys: Keys;
  readonly network: Network;
  readonly homes: HomeFileSystem;
  readonly backups: Backups;
  readonly audit: Audit;

  constructor(scope: Construct, config: Config) {
    super(scope, "foundation", config);
    const { project, region } = config;
    const { accountId } = new DataAwsCallerIdentity(this, "caller");
    const deployment: Deployment = { partition: "aws", region, account: accountId, project };
    this.keys = new Keys(this, "keys", { deployment });
    this.network = new Network(this, "network", {
      ...config.network,
      deployment,
      dataPorts: dataPorts(config),
      auditKeyArn: this.keys.audit.arn,
    });
    this.showAddressPlan(config);
    this.homes = new HomeFileSystem(this, "homes", {
      project,
      homes: config.homes,
      keyArn: this.keys.homes.arn,
      vpcId: this.network.vpc.id,
      subnets: this.network.isolatedSubnets,
      clientSecurityGroupId: this.network.vmSecurityGroup.id,
      breakGlassRoleArn: breakGlassRoleArn(deployment),
    });
    const { timezone } = config.defaults;
    const databases = addDatabases(this, {
      deployment,
      databases: config.databases,
      timezone,
      vpcId: this.network.vpc.id,
      subnets: this.network.isolatedSubnets,
      clientSecurityGroupId: this.network.vmSecurityGroup.id,
      keyArn: this.keys.databases.arn,
    });
    this.backups = new Backups(this, "backups", {
      deployment,
      backup: config.backup,
      timezone,
      keyArn: this.keys.homes.arn,
      resources: [this.homes.fileSystem.arn, ...[...databases.values()].map(({ instance }) => instance.arn)],
    });
    this.audit = new Audit(this, "audit", {
      config,
      deployment,
      keys: this.keys,
      vpcId: this.network.vpc.id,
    });
    new BackupAlarm(this, "backup-alarm", {
      project,
      vaultName: this.backups.vault.name,
      alarmTopicArn: this.audit.alarms.topic.arn,
    });
  }

  /** Independent of the config's entries, so that an entry never changes this stack. */
  private showAddressPlan({ network, databases }: Config): void {
    const { vms, subnets } = addressPlan({ ...network, databases: Object.keys(databases).length });
    const rows = subnets.map(({ tier, zone, cidr, addresses, free }) => [
      `${tier}-${zoneLetter(zone)}`,
      { cidr, addresses, free },
    ]);
    new TerraformOutput(this, "address_plan", {
      description: "Subnets with their addresses, and how many VMs fit",
      value: { vms, subnets: Object.fromEntries(rows) },
    });
  }
}

function dataPorts({ databases }: Config) {
  const engines = ["postgres", "mysql"] as const;
  return [NFS, ...engines.filter((engine) => databases[engine]).map((engine) => DATABASE_PORTS[engine])];
}
