import { rolePath } from "../naming/names";
import { schedulesPath } from "../settings";
import { TAG } from "../tags";
import { arn, iamArn, type Place, type PolicyDocument, policy, type Statement } from "./document";
import { useKeyThrough, useVolumesKey } from "./keys";
import { onlyTags } from "./only-tags";

export interface ProvisionPolicyInput {
  readonly place: Place;
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

/** `provision`: makes identities below the project's path, and VMs from the project's launch templates. */
export function provisionPolicy(input: ProvisionPolicyInput): PolicyDocument {
  return policy(
    ...work(input),
    ...home(input),
    ...identity(input),
    ...launch(input.place),
    ...operate(input.place),
    useKeyThrough(input.place, input.keyArn, "UseKey", ["dynamodb", "secretsmanager", "sqs"]),
    ...useVolumesKey(input.place, input.volumesKeyArn),
  );
}

const managed = (project: string, of: "aws:ResourceTag" | "aws:RequestTag") => ({
  StringEquals: { [`${of}/${TAG.managedBy}`]: project },
});

/** What has an owner already keeps that owner; what is being made has none yet. */
const ofSamePerson = (project: string) => ({
  ...managed(project, "aws:RequestTag"),
  StringEqualsIfExists: Object.fromEntries(
    [TAG.client, TAG.developer].map((key) => [`aws:ResourceTag/${key}`, `\${aws:RequestTag/${key}}`]),
  ),
});

function work({ place, secretArn, queueArn, tableArn }: ProvisionPolicyInput): Statement[] {
  return [
    {
      Sid: "TakeTickets",
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
      Sid: "KeepRecords",
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
        arn(place, "ssm", `parameter/imagebuilder/${place.project}/*`),
        arn(place, "ssm", `parameter${schedulesPath(place.project)}/*`),
      ],
    },
  ];
}

function home({ place, fileSystemArn }: ProvisionPolicyInput): Statement[] {
  return [
    {
      Sid: "MakeHomes",
      Effect: "Allow",
      Action: "elasticfilesystem:CreateAccessPoint",
      Resource: fileSystemArn,
      Condition: managed(place.project, "aws:RequestTag"),
    },
    {
      Sid: "TagNewHomes",
      Effect: "Allow",
      Action: "elasticfilesystem:TagResource",
      Resource: arn(place, "elasticfilesystem", "access-point/*"),
      Condition: {
        ...managed(place.project, "aws:RequestTag"),
        "ForAnyValue:StringEquals": { "elasticfilesystem:CreateAction": "CreateAccessPoint" },
      },
    },
    {
      Sid: "FindHomes",
      Effect: "Allow",
      Action: "elasticfilesystem:DescribeAccessPoints",
      Resource: [fileSystemArn, arn(place, "elasticfilesystem", "access-point/*")],
    },
  ];
}

function identity({ place, vmPolicyArn, boundaryArn }: ProvisionPolicyInput): Statement[] {
  const roles = iamArn(place, `role${rolePath(place.project)}*`);
  const profiles = iamArn(place, `instance-profile${rolePath(place.project)}*`);
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
      Condition: ofSamePerson(place.project),
    },
    {
      Sid: "TagProfiles",
      Effect: "Allow",
      Action: "iam:TagInstanceProfile",
      Resource: profiles,
      Condition: ofSamePerson(place.project),
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
      Sid: "SeeRoles",
      Effect: "Allow",
      Action: "iam:GetRole",
      Resource: roles,
    },
    {
      Sid: "MakeProfiles",
      Effect: "Allow",
      Action: ["iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile", "iam:GetInstanceProfile"],
      Resource: profiles,
    },
  ];
}

function launch(place: Place): Statement[] {
  const anyImage = `arn:${place.partition}:ec2:${place.region}::image/*`;
  return [
    {
      Sid: "LaunchMarkedVms",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [arn(place, "ec2", "instance/*"), arn(place, "ec2", "volume/*")],
      Condition: managed(place.project, "aws:RequestTag"),
    },
    {
      Sid: "LaunchFromOwnTemplates",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: arn(place, "ec2", "launch-template/*"),
      Condition: managed(place.project, "aws:ResourceTag"),
    },
    {
      Sid: "LaunchInOwnNetwork",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [arn(place, "ec2", "subnet/*"), arn(place, "ec2", "security-group/*")],
      Condition: managed(place.project, "aws:ResourceTag"),
    },
    {
      Sid: "LaunchNeedsTheseToo",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [anyImage, arn(place, "ec2", "image/*"), arn(place, "ec2", "network-interface/*")],
    },
    {
      Sid: "TagWhatIsBeingMade",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ["instance/*", "volume/*"].map((resource) => arn(place, "ec2", resource)),
      Condition: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    },
  ];
}

function operate(place: Place): Statement[] {
  const anySnapshot = `arn:${place.partition}:ec2:${place.region}::snapshot/*`;
  return [
    {
      Sid: "SeeEc2",
      Effect: "Allow",
      Action: ["ec2:DescribeInstances", "ec2:DescribeLaunchTemplates", "ec2:DescribeSnapshots"],
      Resource: "*",
    },
    {
      Sid: "OperateVms",
      Effect: "Allow",
      Action: ["ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances"],
      Resource: arn(place, "ec2", "instance/*"),
      Condition: managed(place.project, "aws:ResourceTag"),
    },
    {
      Sid: "TakeOffSchedule",
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: arn(place, "ec2", "instance/*"),
      Condition: {
        ...managed(place.project, "aws:ResourceTag"),
        ...onlyTags([TAG.autoSchedule]),
      },
    },
    {
      Sid: "SnapshotVolumes",
      Effect: "Allow",
      Action: "ec2:CreateSnapshot",
      Resource: arn(place, "ec2", "volume/*"),
      Condition: managed(place.project, "aws:ResourceTag"),
    },
    {
      Sid: "SnapshotMarked",
      Effect: "Allow",
      Action: "ec2:CreateSnapshot",
      Resource: anySnapshot,
      Condition: managed(place.project, "aws:RequestTag"),
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
