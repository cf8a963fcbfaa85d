import { rolePath } from "../naming/names";
import { TAG } from "../tags";
import { arn, iamArn, type Place, type PolicyDocument, policy, type Statement } from "./document";

/** Network and stateful services: what `foundation` is made of, and the instances and homes of `fleet-*`. */
export function deployFoundation(place: Place): PolicyDocument {
  const { region, project } = place;
  const inRegion = { StringEquals: { "aws:RequestedRegion": region } };
  return policy(
    {
      Sid: "ChangeNetwork",
      Effect: "Allow",
      Action: [
        "ec2:*Address",
        "ec2:*AddressAttribute",
        "ec2:*CustomerGateway",
        "ec2:*DhcpOptions",
        "ec2:*FlowLogs",
        "ec2:*InternetGateway",
        "ec2:*LaunchTemplate*",
        "ec2:*NatGateway*",
        "ec2:*NetworkAcl*",
        "ec2:*ManagedPrefixList*",
        "ec2:*Route",
        "ec2:*RouteTable*",
        "ec2:*SecurityGroup*",
        "ec2:*Subnet*",
        "ec2:*TransitGatewayVpcAttachment",
        "ec2:*Vpc",
        "ec2:*VpcAttribute",
        "ec2:*VpcEndpoint*",
        "ec2:*VpnConnection*",
        "ec2:*VpnGateway",
        "ec2:CreateTags",
        "ec2:DeleteTags",
        "ec2:RunInstances",
      ],
      Resource: "*",
      Condition: inRegion,
    },
    {
      Sid: "ChangeVms",
      Effect: "Allow",
      Action: [
        "ec2:*IamInstanceProfile*",
        "ec2:ModifyInstance*",
        "ec2:ModifyVolume",
        "ec2:MonitorInstances",
        "ec2:StartInstances",
        "ec2:StopInstances",
        "ec2:TerminateInstances",
        "ec2:UnmonitorInstances",
      ],
      Resource: [arn(place, "ec2", "instance/*"), arn(place, "ec2", "volume/*")],
      Condition: { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: project } },
    },
    {
      Sid: "ChangeHomesKeysAndBackups",
      Effect: "Allow",
      Action: [
        "backup:*Backup*",
        "backup:*agResource",
        "backup-storage:MountCapsule",
        "cloudtrail:*Tags",
        "cloudtrail:*Trail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:PutInsightSelectors",
        "cloudtrail:StartLogging",
        "elasticfilesystem:*AccessPoint",
        "elasticfilesystem:*FileSystem*",
        "elasticfilesystem:*MountTarget*",
        "elasticfilesystem:*agResource",
        "elasticfilesystem:PutBackupPolicy",
        "elasticfilesystem:PutLifecycleConfiguration",
        "kms:*Alias",
        "kms:CreateGrant",
        "kms:CreateKey",
        "kms:Decrypt",
        "kms:EnableKey*",
        "kms:GenerateDataKey*",
        "kms:PutKeyPolicy",
        "kms:*agResource",
        "kms:UpdateKeyDescription",
      ],
      Resource: "*",
      Condition: inRegion,
    },
    {
      Sid: "ChangeDatabases",
      Effect: "Allow",
      Action: [
        "rds:*DBInstance",
        "rds:*DBParameterGroup",
        "rds:*DBSubnetGroup",
        "rds:*TagsToResource",
        "rds:*TagsFromResource",
      ],
      Resource: ["db", "pg", "subgrp"].map((kind) => arn(place, "rds", `${kind}:${project}*`)),
    },
    {
      // RDS makes the secret of a database's master password in the caller's name.
      Sid: "MakeMasterPasswords",
      Effect: "Allow",
      Action: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
      Resource: arn(place, "secretsmanager", "secret:rds!*"),
    },
  );
}

/** Records, queues, functions and what calls them: what `platform` is made of. */
export function deployPlatform(place: Place, stateBucket: string | undefined): PolicyDocument {
  const { partition, region, project } = place;
  const named = (service: string, ...resources: readonly string[]) =>
    resources.map((resource) => arn(place, service, resource));
  return policy(
    ...buckets(place, stateBucket),
    allow(
      "ChangeFunctions",
      [
        "lambda:*Concurrency*",
        "lambda:*Function*",
        "lambda:*Permission",
        "lambda:*agResource",
        "lambda:PublishVersion",
      ],
      named("lambda", `function:${project}-*`),
    ),
    allow(
      "ConnectQueues",
      ["lambda:*EventSourceMapping", "lambda:*agResource"],
      named("lambda", "event-source-mapping:*"),
    ),
    allow("ConnectQueuesToFunctions", ["lambda:CreateEventSourceMapping"], ["*"], {
      ArnLike: { "lambda:FunctionArn": arn(place, "lambda", `function:${project}-*`) },
    }),
    allow(
      "ChangeQueues",
      ["sqs:*Permission", "sqs:*Queue", "sqs:SetQueueAttributes"],
      named("sqs", `${project}-*`),
    ),
    allow(
      "ChangeTopics",
      ["sns:*Topic", "sns:*agResource", "sns:Set*Attributes", "sns:Subscribe", "sns:Unsubscribe"],
      named("sns", `${project}-*`),
    ),
    allow(
      "ChangeRules",
      ["events:*Rule", "events:*Targets", "events:*agResource"],
      named("events", `rule/${project}-*`),
    ),
    allow(
      "ChangeTimers",
      ["scheduler:*Schedule", "scheduler:*ScheduleGroup", "scheduler:*agResource"],
      named("scheduler", `schedule/*/${project}-*`, `schedule-group/${project}*`),
    ),
    allow(
      "ChangeApi",
      ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"],
      ["/apis", "/apis/*", "/tags/*"].map((path) => `arn:${partition}:apigateway:${region}::${path}`),
    ),
    allow(
      "ChangeLogs",
      ["logs:*KmsKey", "logs:*LogGroup", "logs:*MetricFilter", "logs:*RetentionPolicy", "logs:*agResource"],
      named("logs", `log-group:*${project}*`),
    ),
    // What lets an API and Route 53 write their logs knows no resource.
    allow("DeliverLogs", ["logs:*LogDelivery", "logs:*ResourcePolicy", "logs:*QueryDefinition"], ["*"]),
    allow(
      "ChangeAlarms",
      ["cloudwatch:*Alarms", "cloudwatch:*agResource", "cloudwatch:Put*Alarm", "cloudwatch:*Dashboard*"],
      [
        ...named("cloudwatch", `alarm:${project}-*`),
        `arn:${partition}:cloudwatch::${place.account}:dashboard/${project}*`,
      ],
    ),
    allow(
      "ChangeRecords",
      [
        "dynamodb:*Item",
        "dynamodb:*Table",
        "dynamodb:*agResource",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:UpdateTimeToLive",
      ],
      named("dynamodb", `table/${project}`, `table/${project}-*`),
    ),
    allow(
      "ChangeSecretSlots",
      [
        "secretsmanager:*ResourcePolicy",
        "secretsmanager:*agResource",
        "secretsmanager:CreateSecret",
        "secretsmanager:DeleteSecret",
        "secretsmanager:RestoreSecret",
        "secretsmanager:UpdateSecret",
      ],
      named("secretsmanager", `secret:${project}/*`),
    ),
    allow(
      "ChangeParametersAndDocuments",
      [
        "ssm:*Document",
        "ssm:*DocumentPermission",
        "ssm:*TagsToResource",
        "ssm:*TagsFromResource",
        "ssm:*Parameter",
        "ssm:UpdateDocumentDefaultVersion",
      ],
      named("ssm", `document/${project}-*`, `parameter/${project}/*`, `parameter/imagebuilder/${project}/*`),
    ),
  );
}

/** Roles and policies of the project's own names. Those below its path only with the VMs' boundary. */
export function deployRights(place: Place): PolicyDocument {
  const { project } = place;
  const functions = iamArn(place, `role/${project}-*`);
  const vms = iamArn(place, `role${rolePath(project)}*`);
  const bounded = {
    StringEquals: { "iam:PermissionsBoundary": iamArn(place, `policy/${project}-vm-boundary`) },
  };
  return policy(
    allow(
      "ChangeOwnRoles",
      [...ROLE_RIGHTS, ...ROLE_SETTINGS, "iam:PutRolePermissionsBoundary"],
      [functions],
    ),
    allow("ChangeVmRoles", ROLE_SETTINGS, [vms]),
    allow("ChangeBoundedRoles", [...ROLE_RIGHTS, "iam:PutRolePermissionsBoundary"], [vms], bounded),
    allow(
      "ChangeVmProfiles",
      ["iam:*InstanceProfile"],
      [iamArn(place, `instance-profile${rolePath(project)}*`)],
    ),
    allow(
      "ChangeOwnPolicies",
      [
        "iam:CreatePolicy*",
        "iam:DeletePolicy*",
        "iam:SetDefaultPolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
      [iamArn(place, `policy/${project}-*`)],
    ),
    allow("PassRoles", ["iam:PassRole"], [functions, vms], {
      StringEquals: { "iam:PassedToService": PASSED_TO },
    }),
    // AWS's own role for a service, made when the service is first used in an account.
    allow(
      "LetServicesMakeTheirRoles",
      ["iam:CreateServiceLinkedRole"],
      [iamArn(place, "role/aws-service-role/*")],
      { StringEquals: { "iam:AWSServiceName": SERVICE_LINKED } },
    ),
  );
}

/** What gives a role rights; IAM can ask for a boundary with these. */
const ROLE_RIGHTS = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePolicy",
];
const ROLE_SETTINGS = [
  "iam:DeleteRole",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole*",
];

const PASSED_TO = [
  "backup.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "ec2.amazonaws.com",
  "lambda.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "scheduler.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];
const SERVICE_LINKED = [
  "backup.amazonaws.com",
  "elasticfilesystem.amazonaws.com",
  "ops.apigateway.amazonaws.com",
  "rds.amazonaws.com",
];

function buckets({ partition, project }: Place, stateBucket: string | undefined): Statement[] {
  const bucket = `arn:${partition}:s3:::${project}-*`;
  const boot = `arn:${partition}:s3:::${project}-boot-*/*`;
  return [
    allow(
      "ChangeBuckets",
      ["s3:*agResource", "s3:CreateBucket", "s3:DeleteBucket*", "s3:PutBucket*", "s3:Put*Configuration"],
      [bucket],
    ),
    allow("PublishBootBundles", ["s3:DeleteObject*", "s3:PutObject", "s3:PutObjectTagging"], [boot]),
    ...(stateBucket
      ? [
          allow(
            "WriteState",
            ["s3:DeleteObject", "s3:PutObject"],
            [`arn:${partition}:s3:::${stateBucket}/${project}/*`],
          ),
        ]
      : []),
  ];
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: Statement["Condition"],
): Statement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition ? { Condition } : {}) };
}
