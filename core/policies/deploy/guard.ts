import { alarmTopicName, trailLogGroup } from "../../aws/agreed-names";
import {
  backupRoleName,
  deployPolicyName,
  deployRoleName,
  PEOPLE_POLICIES,
  peoplePolicyName,
  planRoleName,
  serviceBoundaryName,
  vmBoundaryName,
} from "../../aws/deploy-names";
import { arn, type Deployment, iamArn } from "../../aws/deployment";
import { sessionDocument, sessionLogGroup } from "../../aws/sessions";
import { type PolicyDocument, policy, type Statement } from "../document";
import { breakGlassName, breakGlassRoleArn } from "../people/break-glass";

export interface DeployGuardInput {
  readonly deployment: Deployment;
  /** Bucket of Terraform's state; undefined if the state is in files. */
  readonly stateBucket: string | undefined;
}

/**
 * Actions that are denied to the deploy role, whatever else it is allowed: deleting data, its backups or its keys,
 * disabling the audit trail, or changing its own permissions. RDS has no condition key for deletion protection, so that
 * can be switched off; the instance still cannot be deleted. Access points may be deleted: their directories stay.
 */
export function deployGuard(input: DeployGuardInput): PolicyDocument {
  return policy(
    ...data(),
    ...keys(),
    ...records(input.deployment),
    ...watching(input.deployment),
    ...(input.stateBucket ? state(input.deployment, input.stateBucket) : []),
    ...ownRights(input.deployment),
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
    // A caller that sets the master password can drop every table.
    deny("KeepMasterPasswords", ["rds:CreateDBInstance", "rds:ModifyDBInstance"], {
      Condition: { Bool: { "rds:ManageMasterUserPassword": "false" } },
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
      // A key is created with its policy: another policy could give others access, or lock everyone out.
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
    ]),
    deny("KeepKeyLockoutCheck", ["kms:CreateKey"], {
      Condition: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } },
    }),
  ];
}

function records(deployment: Deployment): Statement[] {
  const boot = `arn:${deployment.partition}:s3:::${deployment.project}-boot-*`;
  return [
    deny("KeepBuckets", ["s3:BypassGovernanceRetention", "s3:DeleteBucket", "s3:DeleteBucketPolicy"]),
    // Boot bundles can be rebuilt from the code; all other objects are records.
    {
      Sid: "KeepVersions",
      Effect: "Deny",
      Action: "s3:DeleteObjectVersion",
      NotResource: `${boot}/*`,
    },
  ];
}

/** The trail, its storage and its alarms: a deployment creates them, an administrator changes them. */
function watching(deployment: Deployment): Statement[] {
  const { partition, project } = deployment;
  const logs = [trailLogGroup(project), sessionLogGroup(project)];
  return [
    deny("KeepWatching", [
      "access-analyzer:DeleteAnalyzer",
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:PutInsightSelectors",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
      "guardduty:DeleteDetector",
      "guardduty:UpdateDetector",
    ]),
    deny("KeepTrailFiles", ["s3:PutLifecycleConfiguration"], {
      Resource: `arn:${partition}:s3:::${project}-trail-*`,
    }),
    deny("KeepLogs", ["logs:DeleteLogGroup", "logs:DeleteMetricFilter", "logs:DisassociateKmsKey"], {
      // A log group has two ARN forms in IAM.
      Resource: logs.flatMap((name) =>
        ["", ":*"].map((end) => arn(deployment, "logs", `log-group:${name}${end}`)),
      ),
    }),
    deny("KeepSessionsLogged", ["ssm:DeleteDocument", "ssm:UpdateDocument*"], {
      Resource: (["session", "operator-session", "ssh"] as const).map((kind) =>
        arn(deployment, "ssm", `document/${sessionDocument(project, kind)}`),
      ),
    }),
    deny("KeepAlarmTopic", ["sns:DeleteTopic"], {
      Resource: arn(deployment, "sns", alarmTopicName(project)),
    }),
  ];
}

/** The state may be written and locked; only an administrator changes the bucket itself. */
function state({ partition, project }: Deployment, bucket: string): Statement[] {
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

/**
 * Denies changes to everything that an administrator creates: roles, their policies, the policies for users, and the
 * boundaries.
 */
function ownRights(deployment: Deployment): Statement[] {
  const { project } = deployment;
  const roles = [deployRoleName, planRoleName, backupRoleName, breakGlassName];
  const policies = [
    deployPolicyName(project, "*"),
    serviceBoundaryName(project),
    vmBoundaryName(project),
    ...PEOPLE_POLICIES.map((name) => peoplePolicyName(project, name)),
  ];
  const kept = deny(
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
        ...roles.map((name) => iamArn(deployment, `role/${name(project)}`)),
        ...policies.map((name) => iamArn(deployment, `policy/${name}`)),
        iamArn(deployment, `instance-profile/${breakGlassName(project)}`),
        iamArn(deployment, "oidc-provider/*"),
      ],
    },
  );
  // A caller that launches a machine with this role can mount every home.
  return [kept, deny("NeverBreakGlass", ["iam:PassRole"], { Resource: breakGlassRoleArn(deployment) })];
}
