import { serviceBoundaryName } from "../naming/deploy";
import { rolePath } from "../naming/names";
import { TAG } from "../tags";
import { allow, arn, iamArn, type Place, type PolicyDocument, policy, type Statement } from "./document";
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
  return policy(...runVms(place), ...makeIdentities(place), ...ownData(place), ...writeLogs(place));
}

function runVms(place: Place): Statement[] {
  const managed = { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: place.project } };
  const inRegion = { StringEquals: { "aws:RequestedRegion": place.region } };
  return [
    allow("Describe", ["ec2:Describe*"], ["*"], inRegion),
    allow("LaunchMarkedVms", ["ec2:RunInstances"], [arn(place, "ec2", "instance/*")], {
      StringEquals: { [`aws:RequestTag/${TAG.managedBy}`]: place.project },
    }),
    allow(
      "LaunchNeedsTheseToo",
      ["ec2:RunInstances"],
      [
        `arn:${place.partition}:ec2:${place.region}::image/*`,
        ...["image", "launch-template", "network-interface", "security-group", "subnet", "volume"].map(
          (type) => arn(place, "ec2", `${type}/*`),
        ),
      ],
    ),
    allow(
      "MakeSnapshots",
      ["ec2:CreateSnapshot"],
      [`arn:${place.partition}:ec2:${place.region}::snapshot/*`],
    ),
    {
      Sid: "TagWhatIsMade",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: "*",
      Condition: { StringEquals: { "ec2:CreateAction": ["CreateSnapshot", "RunInstances"] } },
    },
    allow(
      "OperateVms",
      [
        "ec2:CreateSnapshot",
        "ec2:CreateTags",
        "ec2:DeleteTags",
        "ec2:ModifyInstanceAttribute",
        "ec2:StartInstances",
        "ec2:StopInstances",
        "ec2:TerminateInstances",
      ],
      [arn(place, "ec2", "instance/*"), arn(place, "ec2", "volume/*")],
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
      "MakeHomes",
      [
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
      [arn(place, "secretsmanager", `secret:${project}/jira/*`)],
    ),
    allow(
      "ReadParameters",
      ["ssm:GetParameter", "ssm:GetParametersByPath"],
      [`parameter/${project}/*`, `parameter/imagebuilder/${project}/*`].map((name) =>
        arn(place, "ssm", name),
      ),
    ),
    allow("SendDocuments", ["ssm:SendCommand"], [arn(place, "ssm", `document/${project}-*`)]),
    allow("SendCommandsToVms", ["ssm:SendCommand"], [arn(place, "ec2", "instance/*")], {
      StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: project },
    }),
  ];
}

function writeLogs(place: Place): Statement[] {
  return [
    allow(
      "WriteLogs",
      ["logs:CreateLogStream", "logs:DescribeLog*", "logs:PutLogEvents"],
      [arn(place, "logs", "log-group:*")],
    ),
    // Enhanced Monitoring has one log group an account, and AWS's own policy for it.
    allow(
      "WriteMonitoring",
      ["logs:CreateLogGroup", "logs:GetLogEvents", "logs:PutRetentionPolicy"],
      [arn(place, "logs", "log-group:RDS*")],
    ),
    allow("WriteTraces", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"]),
  ];
}
