import { serviceBoundaryName } from "../aws/deploy-names";
import { arn, type Deployment, iamArn } from "../aws/deployment";
import { rolePath } from "../vm/names";
import { TAG } from "../vm/tags";
import { allow, type PolicyDocument, policy, type Statement } from "./document";
import { vmBoundaryArn } from "./vm/boundary";

/** ARN of the boundary of services' roles. */
export function serviceBoundaryArn(deployment: Deployment): string {
  return iamArn(deployment, `policy/${serviceBoundaryName(deployment.project)}`);
}

/**
 * The maximum permissions of a role that a deployment creates for a service: for its Lambdas, timers and logs. The
 * deploy role cannot create a role without it, so it cannot use such a role for what it may not do itself: delete data
 * or its backups, change keys, create roles without a boundary.
 */
export function serviceBoundary(deployment: Deployment): PolicyDocument {
  return policy(
    ...runVms(deployment),
    ...makeIdentities(deployment),
    ...ownData(deployment),
    ...writeLogs(deployment),
  );
}

function runVms(deployment: Deployment): Statement[] {
  const managed = { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: deployment.project } };
  const inRegion = { StringEquals: { "aws:RequestedRegion": deployment.region } };
  return [
    allow("Describe", ["ec2:Describe*"], ["*"], inRegion),
    allow("LaunchTaggedVms", ["ec2:RunInstances"], [arn(deployment, "ec2", "instance/*")], {
      StringEquals: { [`aws:RequestTag/${TAG.managedBy}`]: deployment.project },
    }),
    allow(
      "UseLaunchDependencies",
      ["ec2:RunInstances"],
      [
        `arn:${deployment.partition}:ec2:${deployment.region}::image/*`,
        ...["image", "launch-template", "network-interface", "security-group", "subnet", "volume"].map(
          (type) => arn(deployment, "ec2", `${type}/*`),
        ),
      ],
    ),
    allow(
      "MakeSnapshots",
      ["ec2:CreateSnapshot"],
      [`arn:${deployment.partition}:ec2:${deployment.region}::snapshot/*`],
    ),
    {
      Sid: "TagOnCreate",
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
      [arn(deployment, "ec2", "instance/*"), arn(deployment, "ec2", "volume/*")],
      managed,
    ),
    allow(
      "UseKeys",
      ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      [arn(deployment, "kms", "key/*")],
    ),
  ];
}

/** Resources that `provision` creates: homes, and roles with the boundary of VMs. */
function makeIdentities(deployment: Deployment): Statement[] {
  const roles = [iamArn(deployment, `role${rolePath(deployment.project)}*`)];
  const profiles = [iamArn(deployment, `instance-profile${rolePath(deployment.project)}*`)];
  const bounded = { StringEquals: { "iam:PermissionsBoundary": vmBoundaryArn(deployment) } };
  return [
    allow("CreateBoundedRoles", ["iam:AttachRolePolicy", "iam:CreateRole"], roles, bounded),
    allow("ReadAndTagRoles", ["iam:GetRole", "iam:TagRole"], roles),
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
      ["file-system/*", "access-point/*"].map((name) => arn(deployment, "elasticfilesystem", name)),
    ),
  ];
}

/** The project's own data in its services, by its name. */
function ownData(deployment: Deployment): Statement[] {
  const { project } = deployment;
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
      [arn(deployment, "dynamodb", `table/${project}`), arn(deployment, "dynamodb", `table/${project}-*`)],
    ),
    allow(
      "SendAndReceiveMessages",
      [
        "sns:Publish",
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
      ],
      [arn(deployment, "sns", `${project}-*`), arn(deployment, "sqs", `${project}-*`)],
    ),
    allow("CallFunctions", ["lambda:InvokeFunction"], [arn(deployment, "lambda", `function:${project}-*`)]),
    allow(
      "ReadSecrets",
      ["secretsmanager:GetSecretValue"],
      [arn(deployment, "secretsmanager", `secret:${project}/jira/*`)],
    ),
    allow(
      "ReadParameters",
      ["ssm:GetParameter", "ssm:GetParametersByPath"],
      [`parameter/${project}/*`, `parameter/imagebuilder/${project}/*`].map((name) =>
        arn(deployment, "ssm", name),
      ),
    ),
    allow("SendDocuments", ["ssm:SendCommand"], [arn(deployment, "ssm", `document/${project}-*`)]),
    allow("SendCommandsToVms", ["ssm:SendCommand"], [arn(deployment, "ec2", "instance/*")], {
      StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: project },
    }),
  ];
}

function writeLogs(deployment: Deployment): Statement[] {
  return [
    allow(
      "WriteLogs",
      ["logs:CreateLogStream", "logs:DescribeLog*", "logs:PutLogEvents"],
      [arn(deployment, "logs", "log-group:*")],
    ),
    // Enhanced Monitoring has one log group per account, and AWS's own policy for it.
    allow(
      "WriteMonitoring",
      ["logs:CreateLogGroup", "logs:GetLogEvents", "logs:PutRetentionPolicy"],
      [arn(deployment, "logs", "log-group:RDS*")],
    ),
    allow("WriteTraces", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"]),
  ];
}
