import { TAG } from "../../../core/vm/tags";
import type { AccessRequest } from "../model";
import { type Attempt, EVERYTHING } from "./model";
import type { Scene } from "./scene";

/** What the deploy role and the plan role must not be able to do. */
export function attemptsOfDeployers(scene: Scene): Attempt[] {
  return [...ofDeploy(scene), ...ofPlan(scene)];
}

function ofDeploy(scene: Scene): Attempt[] {
  const { session, iam, project, arn, vm, boundaryArn, serviceBoundaryArn } = scene;
  const who = { who: "the deploy role", session: session("deploy") };
  const refused = [...destructive(scene), ...ownRights(scene)];
  const bounded = { "iam:PermissionsBoundary": boundaryArn };
  const boundedService = { "iam:PermissionsBoundary": serviceBoundaryArn };
  const newRole = iam(`role/${project}-new-function`);
  return [
    ...refused.map(([cannot, action, resource]) => ({ ...who, cannot, request: { action, resource } })),
    // The guard denies explicitly, so no additional policy can allow it.
    ...refused.map(([cannot, action, resource]) => ({
      ...who,
      cannot: `${cannot}, even when given every right`,
      request: { action, resource },
      given: [EVERYTHING],
    })),
    {
      ...who,
      cannot: "make a VM's role without the boundary",
      request: { action: "iam:CreateRole", resource: iam(`role/${project}/x`), made: true },
      but: { can: "with it", request: { context: bounded } },
    },
    {
      ...who,
      cannot: "give a VM's role an inline policy without the boundary",
      request: { action: "iam:PutRolePolicy", resource: vm.role.arn },
      but: { can: "with it", request: { context: bounded } },
    },
    {
      ...who,
      cannot: "remove the boundary of a VM's role",
      request: { action: "iam:DeleteRolePermissionsBoundary", resource: vm.role.arn },
      but: {
        can: "set the right one",
        request: { action: "iam:PutRolePermissionsBoundary", context: bounded },
      },
    },
    {
      ...who,
      cannot: "make a role with a name outside the project",
      request: { action: "iam:CreateRole", resource: iam("role/administrator"), made: true },
      context: boundedService,
      but: { can: "make one of the project's", request: { resource: newRole } },
    },
    {
      ...who,
      cannot: "make a function's role without the boundary",
      request: { action: "iam:CreateRole", resource: newRole, made: true },
      but: { can: "with it", context: boundedService },
    },
    {
      ...who,
      cannot: "make a function's role with another boundary",
      request: { action: "iam:CreateRole", resource: newRole, made: true },
      context: { "iam:PermissionsBoundary": iam(`policy/${project}-wide`) },
      but: { can: "with the deployed one", context: boundedService },
    },
    {
      ...who,
      cannot: "add permissions to a function's role without a boundary",
      request: { action: "iam:PutRolePolicy", resource: newRole },
      but: { can: "to one with the boundary", context: boundedService },
    },
    {
      ...who,
      cannot: "remove the boundary of a function's role",
      request: { action: "iam:DeleteRolePermissionsBoundary", resource: iam(`role/${project}-provision`) },
      but: {
        can: "set the right one",
        request: { action: "iam:PutRolePermissionsBoundary" },
        context: boundedService,
      },
    },
    {
      ...who,
      cannot: "pass a role outside the project",
      request: {
        action: "iam:PassRole",
        resource: iam("role/administrator"),
        context: { "iam:PassedToService": "lambda.amazonaws.com" },
      },
      but: { can: "pass its functions' roles", request: { resource: iam(`role/${project}-provision`) } },
    },
    {
      ...who,
      cannot: "terminate an unmanaged machine",
      request: { action: "ec2:TerminateInstances", resource: arn("ec2", "instance/i-00000000") },
      but: { can: "a VM", request: { resource: vm.instanceArn } },
    },
    {
      ...who,
      cannot: "launch without the project's tag",
      request: { action: "ec2:RunInstances", resource: arn("ec2", "instance/new"), made: true },
      but: { can: "with it", request: { requestTags: { [TAG.managedBy]: project } } },
    },
    {
      ...who,
      cannot: "tag an unmanaged machine as the project's",
      request: {
        action: "ec2:CreateTags",
        resource: arn("ec2", "instance/i-00000000"),
        requestTags: { [TAG.managedBy]: project },
      },
      but: { can: "tag a VM", request: { resource: vm.instanceArn } },
    },
    {
      ...who,
      cannot: "read a secret",
      request: { action: "secretsmanager:GetSecretValue", resource: scene.apiSecret },
      but: { can: "describe it", request: { action: "secretsmanager:DescribeSecret" } },
    },
    {
      ...who,
      cannot: "make a user",
      request: { action: "iam:CreateUser", resource: iam("user/mallory"), made: true },
    },
    {
      ...who,
      cannot: "set a database's master password",
      request: { action: "rds:ModifyDBInstance", resource: arn("rds", `db:${project}-postgres`) },
      context: { "rds:ManageMasterUserPassword": "false" },
      but: { can: "change the database", context: { "rds:ManageMasterUserPassword": "true" } },
    },
    {
      ...who,
      cannot: "mount a home",
      request: {
        action: "elasticfilesystem:ClientMount",
        resource: scene.fileSystem,
        context: { "elasticfilesystem:AccessPointArn": vm.home },
      },
    },
    {
      ...who,
      cannot: "work in another Region",
      request: { action: "ec2:CreateVpc", resource: arn("ec2", "vpc/new"), made: true },
      context: { "aws:RequestedRegion": "eu-west-1" },
      but: { can: "in its own", context: { "aws:RequestedRegion": scene.deployed.region } },
    },
  ];
}

type Refused = readonly [cannot: string, action: string, resource: string];

function destructive({ fileSystem, key, table, arn, bootBucket, project, vm }: Scene): Refused[] {
  const snapshot = `arn:aws:ec2:${arn("", "").split(":")[3]}::snapshot/snap-00000000`;
  return [
    ["delete the file system", "elasticfilesystem:DeleteFileSystem", fileSystem],
    ["delete the policy of who may mount", "elasticfilesystem:DeleteFileSystemPolicy", fileSystem],
    ["delete a database", "rds:DeleteDBInstance", arn("rds", `db:${project}-postgres`)],
    ["delete a database's snapshot", "rds:DeleteDBSnapshot", arn("rds", `snapshot:${project}-postgres`)],
    ["share a database's snapshot", "rds:ModifyDBSnapshotAttribute", arn("rds", `snapshot:${project}-x`)],
    ["delete the table", "dynamodb:DeleteTable", table],
    ["delete a volume", "ec2:DeleteVolume", vm.volumeArn],
    ["delete a snapshot", "ec2:DeleteSnapshot", snapshot],
    ["share a snapshot", "ec2:ModifySnapshotAttribute", snapshot],
    ["delete a key", "kms:ScheduleKeyDeletion", key],
    ["disable a key", "kms:DisableKey", key],
    ["let other principals use a key", "kms:PutKeyPolicy", key],
    ["delete the vault of backups", "backup:DeleteBackupVault", arn("backup", `backup-vault:${project}`)],
    [
      "delete a backup",
      "backup:DeleteRecoveryPoint",
      arn("backup", "recovery-point:00000000-0000-0000-0000-000000000000"),
    ],
    ["stop the trail", "cloudtrail:StopLogging", arn("cloudtrail", `trail/${project}`)],
    ["narrow what the trail records", "cloudtrail:PutEventSelectors", arn("cloudtrail", `trail/${project}`)],
    ["send the trail elsewhere", "cloudtrail:UpdateTrail", arn("cloudtrail", `trail/${project}`)],
    ["let the trail's files expire", "s3:PutLifecycleConfiguration", `arn:aws:s3:::${project}-trail-1-x`],
    ["delete the log of sessions", "logs:DeleteLogGroup", arn("logs", `log-group:/${project}/sessions:*`)],
    ["turn off the log of sessions", "ssm:UpdateDocument", arn("ssm", `document/${project}-session`)],
    ["delete the trail", "cloudtrail:DeleteTrail", arn("cloudtrail", `trail/${project}`)],
    ["delete a bucket", "s3:DeleteBucket", bootBucket],
    [
      "delete versions of the audit's files",
      "s3:DeleteObjectVersion",
      `arn:aws:s3:::${project}-trail-123456789012-us-east-1/AWSLogs/x`,
    ],
  ];
}

function ownRights({ iam, project }: Scene): Refused[] {
  const own = iam(`role/${project}-deploy`);
  const guard = iam(`policy/${project}-deploy-guard`);
  return [
    ["detach its guard", "iam:DetachRolePolicy", own],
    ["attach a policy to itself", "iam:AttachRolePolicy", own],
    ["give itself an inline policy", "iam:PutRolePolicy", own],
    ["change who may assume it", "iam:UpdateAssumeRolePolicy", own],
    ["change its guard", "iam:CreatePolicyVersion", guard],
    ["restore an older version of its guard", "iam:SetDefaultPolicyVersion", guard],
    ["delete its guard", "iam:DeletePolicy", guard],
    [
      "change the boundary of functions",
      "iam:CreatePolicyVersion",
      iam(`policy/${project}-service-boundary`),
    ],
    ["change the boundary of VMs", "iam:CreatePolicyVersion", iam(`policy/${project}-vm-boundary`)],
    ["add permissions for developers", "iam:CreatePolicyVersion", iam(`policy/${project}-developer`)],
    ["add permissions for operators", "iam:SetDefaultPolicyVersion", iam(`policy/${project}-operator`)],
    [
      "add permissions for the machine that mounts every home",
      "iam:PassRole",
      iam(`role/${project}-break-glass`),
    ],
    [
      "change who may assume that machine's role",
      "iam:UpdateAssumeRolePolicy",
      iam(`role/${project}-break-glass`),
    ],
    ["add permissions to AWS Backup's role", "iam:AttachRolePolicy", iam(`role/${project}-backup`)],
    ["change who may assume the plan role", "iam:UpdateAssumeRolePolicy", iam(`role/${project}-plan`)],
  ];
}

function ofPlan({ session, iam, project, vm, apiSecret, table, arn, queue, fn }: Scene): Attempt[] {
  const who = { who: "the plan role", session: session("plan") };
  const see = { can: "see the VM", request: { action: "ec2:DescribeInstances", resource: "*" } };
  const attempts: readonly (readonly [string, AccessRequest])[] = [
    ["stop a VM", { action: "ec2:StopInstances", resource: vm.instanceArn }],
    ["launch", { action: "ec2:RunInstances", resource: arn("ec2", "instance/new"), made: true }],
    ["read a secret", { action: "secretsmanager:GetSecretValue", resource: apiSecret }],
    ["write records", { action: "dynamodb:PutItem", resource: table }],
    ["read tickets", { action: "sqs:ReceiveMessage", resource: queue("tickets") }],
    ["change a function", { action: "lambda:UpdateFunctionCode", resource: fn("provision") }],
    ["make a role", { action: "iam:CreateRole", resource: iam(`role/${project}-x`), made: true }],
    ["assume the deploy role", { action: "sts:AssumeRole", resource: iam(`role/${project}-deploy`) }],
    ["change a parameter", { action: "ssm:PutParameter", resource: arn("ssm", `parameter/${project}/x`) }],
  ];
  return attempts.map(([cannot, request]) => ({ ...who, cannot, request, but: see }));
}
