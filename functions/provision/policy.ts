import { schedulesPath } from "../../core/aws/agreed-names";
import { arn, type Deployment, iamArn } from "../../core/aws/deployment";
import { type PolicyDocument, policy, type Statement } from "../../core/policies/document";
import { onlyTags } from "../../core/policies/only-tags";
import { useKeyThrough, useVolumesKey } from "../../core/policies/use-keys";
import { rolePath } from "../../core/vm/names";
import { TAG, tagsChangedBy } from "../../core/vm/tags";

export interface ProvisionPolicyInput {
  readonly deployment: Deployment;
  readonly secretArn: string;
  readonly queueArn: string;
  readonly tableArn: string;
  readonly fileSystemArn: string;
  readonly vmPolicyArn: string;
  readonly boundaryArn: string;
  /** Key of secret, queue and table. */
  readonly keyArn: string;
  readonly volumesKeyArn: string;
}

/** `provision`: creates identities below the project's path, and VMs from the project's launch templates. */
export function provisionPolicy(input: ProvisionPolicyInput): PolicyDocument {
  return policy(
    ...work(input),
    ...home(input),
    ...identity(input),
    ...launch(input.deployment),
    ...operate(input.deployment),
    useKeyThrough(input.deployment, input.keyArn, "UseKey", ["dynamodb", "secretsmanager", "sqs"]),
    ...useVolumesKey(input.deployment, input.volumesKeyArn),
  );
}

const managed = (project: string, of: "aws:ResourceTag" | "aws:RequestTag") => ({
  StringEquals: { [`${of}/${TAG.managedBy}`]: project },
});

/** A resource keeps the client and developer of its tags; a new one has no tags yet. */
const ofSamePerson = (project: string) => ({
  ...managed(project, "aws:RequestTag"),
  StringEqualsIfExists: Object.fromEntries(
    [TAG.client, TAG.developer].map((key) => [`aws:ResourceTag/${key}`, `\${aws:RequestTag/${key}}`]),
  ),
});

function work({ deployment, secretArn, queueArn, tableArn }: ProvisionPolicyInput): Statement[] {
  return [
    {
      Sid: "ReceiveTickets",
      Effect: "Allow",
      Action: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ChangeMessageVisibility",
      ],
      Resource: queueArn,
    },
    {
      Sid: "ReadAndWriteRecords",
      Effect: "Allow",
      Action: [
        "dynamodb:ConditionCheckItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
      ],
      Resource: tableArn,
    },
    { Sid: "ReadApiToken", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
    {
      Sid: "ReadImagesAndSchedules",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: [
        arn(deployment, "ssm", `parameter/imagebuilder/${deployment.project}/*`),
        arn(deployment, "ssm", `parameter${schedulesPath(deployment.project)}/*`),
      ],
    },
  ];
}

function home({ deployment, fileSystemArn }: ProvisionPolicyInput): Statement[] {
  return [
    {
      Sid: "CreateAccessPoints",
      Effect: "Allow",
      Action: "elasticfilesystem:CreateAccessPoint",
      Resource: fileSystemArn,
      Condition: managed(deployment.project, "aws:RequestTag"),
    },
    {
      Sid: "TagNewAccessPoints",
      Effect: "Allow",
      Action: "elasticfilesystem:TagResource",
      Resource: arn(deployment, "elasticfilesystem", "access-point/*"),
      Condition: {
        ...managed(deployment.project, "aws:RequestTag"),
        "ForAnyValue:StringEquals": { "elasticfilesystem:CreateAction": "CreateAccessPoint" },
      },
    },
    {
      Sid: "DescribeAccessPoints",
      Effect: "Allow",
      Action: "elasticfilesystem:DescribeAccessPoints",
      Resource: [fileSystemArn, arn(deployment, "elasticfilesystem", "access-point/*")],
    },
  ];
}

function identity({ deployment, vmPolicyArn, boundaryArn }: ProvisionPolicyInput): Statement[] {
  const roles = iamArn(deployment, `role${rolePath(deployment.project)}*`);
  const profiles = iamArn(deployment, `instance-profile${rolePath(deployment.project)}*`);
  return [
    {
      Sid: "CreateBoundedRoles",
      Effect: "Allow",
      Action: "iam:CreateRole",
      Resource: roles,
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    {
      Sid: "TagRoles",
      Effect: "Allow",
      Action: "iam:TagRole",
      Resource: roles,
      Condition: ofSamePerson(deployment.project),
    },
    {
      Sid: "TagInstanceProfiles",
      Effect: "Allow",
      Action: "iam:TagInstanceProfile",
      Resource: profiles,
      Condition: ofSamePerson(deployment.project),
    },
    {
      Sid: "AttachVmPolicyOnly",
      Effect: "Allow",
      Action: "iam:AttachRolePolicy",
      Resource: roles,
      Condition: { ArnEquals: { "iam:PolicyARN": vmPolicyArn } },
    },
    {
      Sid: "PassToEc2Only",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roles,
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    {
      Sid: "ReadRoles",
      Effect: "Allow",
      Action: "iam:GetRole",
      Resource: roles,
    },
    {
      Sid: "CreateInstanceProfiles",
      Effect: "Allow",
      Action: ["iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile", "iam:GetInstanceProfile"],
      Resource: profiles,
    },
  ];
}

function launch(deployment: Deployment): Statement[] {
  const anyImage = `arn:${deployment.partition}:ec2:${deployment.region}::image/*`;
  return [
    {
      Sid: "LaunchTaggedVms",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [arn(deployment, "ec2", "instance/*"), arn(deployment, "ec2", "volume/*")],
      Condition: managed(deployment.project, "aws:RequestTag"),
    },
    {
      Sid: "LaunchFromOwnTemplates",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: arn(deployment, "ec2", "launch-template/*"),
      Condition: managed(deployment.project, "aws:ResourceTag"),
    },
    {
      Sid: "LaunchInOwnNetwork",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [arn(deployment, "ec2", "subnet/*"), arn(deployment, "ec2", "security-group/*")],
      Condition: managed(deployment.project, "aws:ResourceTag"),
    },
    {
      Sid: "LaunchWithAnyImageAndInterface",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [anyImage, arn(deployment, "ec2", "image/*"), arn(deployment, "ec2", "network-interface/*")],
    },
    {
      Sid: "TagNewVms",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ["instance/*", "volume/*"].map((resource) => arn(deployment, "ec2", resource)),
      Condition: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    },
  ];
}

function operate(deployment: Deployment): Statement[] {
  const anySnapshot = `arn:${deployment.partition}:ec2:${deployment.region}::snapshot/*`;
  return [
    {
      Sid: "DescribeEc2",
      Effect: "Allow",
      Action: ["ec2:DescribeInstances", "ec2:DescribeLaunchTemplates", "ec2:DescribeSnapshots"],
      Resource: "*",
    },
    {
      Sid: "StartStopAndTerminateVms",
      Effect: "Allow",
      Action: ["ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances"],
      Resource: arn(deployment, "ec2", "instance/*"),
      Condition: managed(deployment.project, "aws:ResourceTag"),
    },
    {
      Sid: "TagVms",
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: arn(deployment, "ec2", "instance/*"),
      Condition: {
        ...managed(deployment.project, "aws:ResourceTag"),
        ...onlyTags(tagsChangedBy("provision")),
      },
    },
    {
      Sid: "SnapshotVolumes",
      Effect: "Allow",
      Action: "ec2:CreateSnapshot",
      Resource: arn(deployment, "ec2", "volume/*"),
      Condition: managed(deployment.project, "aws:ResourceTag"),
    },
    {
      Sid: "CreateTaggedSnapshots",
      Effect: "Allow",
      Action: "ec2:CreateSnapshot",
      Resource: anySnapshot,
      Condition: managed(deployment.project, "aws:RequestTag"),
    },
    {
      Sid: "TagNewSnapshots",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: anySnapshot,
      Condition: { StringEquals: { "ec2:CreateAction": "CreateSnapshot" } },
    },
  ];
}
