import { serviceBoundaryName } from "../naming/deploy";
import { rolePath } from "../naming/names";
import { TAG } from "../tags";
import { allow, arn, iamArn, type Place, type PolicyDocument, policy, type Statement } from "./document";
import { systemsManagerAgent } from "./vm";
import { vmBoundaryArn } from "./vm-boundary";

/** ARN of the boundary of services' roles. */
export function serviceBoundaryArn(place: Place): string {
  return iamArn(place, `policy/${serviceBoundaryName(place.project)}`);
}

/**
 * The most that a role which a deployment makes for a service can ever be given: for its Lambdas, timers and logs.
 * The deploy role can make no role without it, so what it must not do itself it cannot have done by a role of its own
 * making either: to delete data or its backups, to change keys, to make roles that are not bounded.
 */
export function serviceBoundary(place: Place): PolicyDocument {
  return policy(
    ...runVms(place),
    ...makeIdentities(place),
    ...ownData(place),
    ...writeLogs(place),
    ...systemsManagerAgent(place),
  );
}

function runVms(place: Place): Statement[] {
  const managed = { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: place.project } };
  const inRegion = { StringEquals: { "aws:RequestedRegion": place.region } };
  return [
    allow(
      "LaunchAndDescribe",
      ["ec2:CreateSnapshot", "ec2:CreateTags", "ec2:Describe*", "ec2:RunInstances"],
      ["*"],
      inRegion,
    ),
    allow(
      "OperateVms",
      [
        "ec2:DeleteTags",
        "ec2:ModifyInstanceAttribute",
        "ec2:StartInstances",
        "ec2:StopInstances",
        "ec2:TerminateInstances",
      ],
      [arn(place, "ec2", "instance/*")],
      managed,
    ),
    allow(
      "UseKeys",
      ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      [arn(place, "kms", "key/*")],
    ),
  ];
}

/** What provisioning makes: homes, and roles that have the boundary of VMs. */
function makeIdentities(place: Place): Statement[] {
  const roles = [iamArn(place, `role${rolePath(place.project)}*`)];
  const profiles = [iamArn(place, `instance-profile${rolePath(place.project)}*`)];
  const bounded = { StringEquals: { "iam:PermissionsBoundary": vmBoundaryArn(place) } };
  return [
    allow("MakeBoundedRoles", ["iam:AttachRolePolicy", "iam:CreateRole"], roles, bounded),
    allow("SeeAndTagRoles", ["iam:GetRole", "iam:TagRole"], roles),
    allow("PassRoles", ["iam:PassRole"], roles, {
      StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" },
    }),
    allow(
      "MakeProfiles",
      [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:GetInstanceProfile",
        "iam:TagInstanceProfile",
      ],
      profiles,
    ),
    allow(
      "MakeAndMountHomes",
      [
        "elasticfilesystem:Client*",
        "elasticfilesystem:CreateAccessPoint",
        "elasticfilesystem:DescribeAccessPoints",
        "elasticfilesystem:TagResource",
      ],
      ["file-system/*", "access-point/*"].map((name) => arn(place, "elasticfilesystem", name)),
    ),
  ];
}

/** What the project's own services hold for it, by its name. */
function ownData(place: Place): Statement[] {
  const { project } = place;
  return [
    allow(
      "KeepRecords",
      [
        "dynamodb:BatchGetItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
      ],
      [arn(place, "dynamodb", `table/${project}`), arn(place, "dynamodb", `table/${project}-*`)],
    ),
    allow(
      "SendAndTakeMessages",
      [
        "sns:Publish",
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
      ],
      [arn(place, "sns", `${project}-*`), arn(place, "sqs", `${project}-*`)],
    ),
    allow("CallFunctions", ["lambda:InvokeFunction"], [arn(place, "lambda", `function:${project}-*`)]),
    allow(
      "ReadSecrets",
      ["secretsmanager:GetSecretValue"],
      [arn(place, "secretsmanager", `secret:${project}/*`)],
    ),
    allow(
      "ReadParameters",
      ["ssm:GetParameter", "ssm:GetParametersByPath"],
      [`parameter/${project}/*`, `parameter/imagebuilder/${project}/*`].map((name) =>
        arn(place, "ssm", name),
      ),
    ),
    allow(
      "SendCommands",
      ["ssm:SendCommand"],
      [arn(place, "ssm", `document/${project}-*`), arn(place, "ec2", "instance/*")],
    ),
  ];
}

function writeLogs(place: Place): Statement[] {
  return [
    allow(
      "WriteLogs",
      [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLog*",
        "logs:GetLogEvents",
        "logs:PutLogEvents",
        "logs:PutRetentionPolicy",
      ],
      [arn(place, "logs", "log-group:*")],
    ),
    allow("WriteTraces", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"]),
  ];
}
