import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem, type EfsFileSystemLifecyclePolicy } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { HomesConfig } from "../../core/config/sections/homes";
import { NFS } from "../../core/network/ports";
import { fileSystemPolicy } from "../../core/policies/file-system";
import { policyJson } from "../parts/policy-json";

export interface HomeFileSystemProps {
  readonly project: string;
  readonly homes: HomesConfig;
  /** ARN of the key of homes. */
  readonly keyArn: string;
  readonly vpcId: string;
  /** Each gets a mount target. */
  readonly subnets: readonly Subnet[];
  /** Security group of the clients that may mount. */
  readonly clientSecurityGroupId: string;
  /** The only role that may mount more than its own home. */
  readonly breakGlassRoleArn: string;
}

/** The file system that holds every home: encrypted, backed up, mounted over TLS through an access point only. */
export class HomeFileSystem extends Construct {
  readonly fileSystem: EfsFileSystem;

  constructor(scope: Construct, id: string, props: HomeFileSystemProps) {
    super(scope, id);
    this.fileSystem = new EfsFileSystem(this, "file-system", {
      creationToken: `${props.project}-homes`,
      encrypted: true,
      kmsKeyId: props.keyArn,
      throughputMode: "elastic",
      lifecyclePolicy: lifecycle(props.homes),
      tags: { Name: `${props.project}-homes` },
      lifecycle: { preventDestroy: true },
    });
    new EfsFileSystemPolicy(this, "policy", {
      fileSystemId: this.fileSystem.id,
      policy: policyJson(fileSystemPolicy(this.fileSystem.arn, props.breakGlassRoleArn)),
    });
    new EfsBackupPolicy(this, "backup", {
      fileSystemId: this.fileSystem.id,
      // The project's own plan backs it up into a locked vault: AWS's default plan would back it up a second time.
      backupPolicy: { status: "DISABLED" },
    });
    const group = new SecurityGroup(this, "security-group", {
      name: `${props.project}-homes`,
      description: "Homes: NFS from the VMs",
      vpcId: props.vpcId,
      tags: { Name: `${props.project}-homes` },
    });
    new VpcSecurityGroupIngressRule(this, "nfs", {
      securityGroupId: group.id,
      description: "NFS from the VMs",
      ipProtocol: "tcp",
      fromPort: NFS.from,
      toPort: NFS.to,
      referencedSecurityGroupId: props.clientSecurityGroupId,
    });
    new VpcSecurityGroupEgressRule(this, "nfs-of-vms", {
      securityGroupId: props.clientSecurityGroupId,
      description: "NFS to the homes",
      ipProtocol: "tcp",
      fromPort: NFS.from,
      toPort: NFS.to,
      referencedSecurityGroupId: group.id,
    });
    for (const [index, subnet] of props.subnets.entries()) {
      new EfsMountTarget(this, `mount-target-${"abc"[index]}`, {
        fileSystemId: this.fileSystem.id,
        subnetId: subnet.id,
        securityGroups: [group.id],
      });
    }
  }
}

/** Each transition needs its own policy; files that are used again return at once. */
function lifecycle({ infrequentAfterDays, archiveAfterDays }: HomesConfig): EfsFileSystemLifecyclePolicy[] {
  return [
    { transitionToIa: afterDays(infrequentAfterDays) },
    { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
    ...(archiveAfterDays === undefined ? [] : [{ transitionToArchive: afterDays(archiveAfterDays) }]),
  ];
}

function afterDays(days: number): string {
  return days === 1 ? "AFTER_1_DAY" : `AFTER_${days}_DAYS`;
}
