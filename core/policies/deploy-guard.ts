import {
  backupRoleName,
  deployPolicyName,
  deployRoleName,
  planRoleName,
  serviceBoundaryName,
  vmBoundaryName,
} from "../naming/deploy";
import { iamArn, type Place, type PolicyDocument, policy, type Statement } from "./document";

export interface DeployGuardInput {
  readonly place: Place;
  /** Bucket of Terraform's state; undefined where state is kept in files. */
  readonly stateBucket: string | undefined;
}

/**
 * What the deploy role must never do, whatever else it is allowed: delete data, its backups or its keys, silence the
 * audit trail, or change its own rights. RDS has no condition key for deletion protection, so that can be switched
 * off; the instance still cannot be deleted. Access points may go: the directory behind one stays.
 */
export function deployGuard(input: DeployGuardInput): PolicyDocument {
  return policy(
    ...data(),
    ...keys(),
    ...records(input.place),
    ...(input.stateBucket ? state(input.place, input.stateBucket) : []),
    ownRights(input.place),
  );
}

const deny = (Sid: string, Action: readonly string[], rest: Partial<Statement> = {}): Statement => ({
  Sid,
  Effect: "Deny",
  Action,
  Resource: "*",
  ...rest,
});

function data(): Statement[] {
  return [
    deny("KeepFileSystems", [
      "elasticfilesystem:DeleteFileSystem",
      "elasticfilesystem:DeleteFileSystemPolicy",
      "elasticfilesystem:DeleteReplicationConfiguration",
      "elasticfilesystem:UpdateFileSystemProtection",
    ]),
    deny("KeepDatabases", [
      "rds:DeleteDBCluster",
      "rds:DeleteDBClusterAutomatedBackup",
      "rds:DeleteDBClusterSnapshot",
      "rds:DeleteDBInstance",
      "rds:DeleteDBInstanceAutomatedBackup",
      "rds:DeleteDBSnapshot",
      "rds:ModifyDBClusterSnapshotAttribute",
      "rds:ModifyDBSnapshotAttribute",
    ]),
    deny("KeepDatabasesPrivate", ["rds:CreateDBInstance", "rds:ModifyDBInstance"], {
      Condition: { Bool: { "rds:PubliclyAccessible": "true" } },
    }),
    deny("KeepTables", ["dynamodb:DeleteBackup", "dynamodb:DeleteTable"]),
    deny("KeepVolumesAndSnapshots", [
      "ec2:DeleteSnapshot",
      "ec2:DeleteVolume",
      "ec2:DisableEbsEncryptionByDefault",
      "ec2:ModifySnapshotAttribute",
    ]),
    deny("KeepBackups", [
      "backup:DeleteBackupPlan",
      "backup:DeleteBackupVault",
      "backup:DeleteBackupVaultAccessPolicy",
      "backup:DeleteBackupVaultLockConfiguration",
      "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint",
      "backup:UpdateRecoveryPointLifecycle",
    ]),
  ];
}

function keys(): Statement[] {
  return [
    deny("KeepKeys", [
      "kms:DeleteImportedKeyMaterial",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:ScheduleKeyDeletion",
    ]),
    deny("NeverLockOutOfKeys", ["kms:CreateKey", "kms:PutKeyPolicy"], {
      Condition: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } },
    }),
  ];
}

function records(place: Place): Statement[] {
  const boot = `arn:${place.partition}:s3:::${place.project}-boot-*`;
  return [
    deny("KeepWatching", [
      "access-analyzer:DeleteAnalyzer",
      "cloudtrail:DeleteTrail",
      "cloudtrail:StopLogging",
      "guardduty:DeleteDetector",
    ]),
    deny("KeepBuckets", ["s3:BypassGovernanceRetention", "s3:DeleteBucket", "s3:DeleteBucketPolicy"]),
    // What VMs boot from can be made again from the code; every other object is somebody's record.
    {
      Sid: "KeepVersions",
      Effect: "Deny",
      Action: "s3:DeleteObjectVersion",
      NotResource: `${boot}/*`,
    },
  ];
}

/** The state may be written and locked; the bucket itself is the administrator's. */
function state({ partition, project }: Place, bucket: string): Statement[] {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return [
    deny(
      "KeepStateBucket",
      ["s3:PutBucket*", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration"],
      {
        Resource: arn,
      },
    ),
    deny("KeepState", ["s3:DeleteObject"], { Resource: `${arn}/${project}/*.tfstate` }),
    deny("KeepOwnState", ["s3:PutObject"], { Resource: `${arn}/${project}/bootstrap.tfstate` }),
  ];
}

/** None of the roles made with this one, nor what they may do, nor who may take them on; nor what bounds the rest. */
function ownRights(place: Place): Statement {
  const { project } = place;
  return deny(
    "KeepOwnRights",
    [
      "iam:Add*",
      "iam:Attach*",
      "iam:Create*",
      "iam:Delete*",
      "iam:Detach*",
      "iam:Put*",
      "iam:Remove*",
      "iam:SetDefaultPolicyVersion",
      "iam:Tag*",
      "iam:Untag*",
      "iam:Update*",
    ],
    {
      Resource: [
        iamArn(place, `role/${deployRoleName(project)}`),
        iamArn(place, `role/${planRoleName(project)}`),
        iamArn(place, `role/${backupRoleName(project)}`),
        iamArn(place, `policy/${deployPolicyName(project, "*")}`),
        iamArn(place, `policy/${serviceBoundaryName(project)}`),
        iamArn(place, `policy/${vmBoundaryName(project)}`),
        iamArn(place, "oidc-provider/*"),
      ],
    },
  );
}
