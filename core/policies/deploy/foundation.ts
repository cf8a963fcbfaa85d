import { arn, type Deployment } from "../../aws/deployment";
import { TAG } from "../../vm/tags";
import { allow, type PolicyDocument, policy, type Statement } from "../document";

/** Network and stateful services: the resources of `foundation`, and the instances and homes of `fleet-*`. */
export function deployFoundation(deployment: Deployment): PolicyDocument {
  const { region, project } = deployment;
  const inRegion = { StringEquals: { "aws:RequestedRegion": region } };
  const vms = [arn(deployment, "ec2", "instance/*"), arn(deployment, "ec2", "volume/*")];
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
        "ec2:*VpcCidrBlock",
        "ec2:*VpcEndpoint*",
        "ec2:*VpnConnection*",
        "ec2:*VpnGateway",
      ],
      Resource: "*",
      Condition: inRegion,
    },
    {
      Sid: "TagNetwork",
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      NotResource: vms,
      Condition: inRegion,
    },
    ...launchVms(deployment),
    {
      Sid: "ChangeVms",
      Effect: "Allow",
      Action: [
        "ec2:*IamInstanceProfile*",
        "ec2:CreateTags",
        "ec2:DeleteTags",
        "ec2:ModifyInstance*",
        "ec2:ModifyVolume",
        "ec2:MonitorInstances",
        "ec2:StartInstances",
        "ec2:StopInstances",
        "ec2:TerminateInstances",
        "ec2:UnmonitorInstances",
      ],
      Resource: vms,
      Condition: { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: project } },
    },
    {
      Sid: "ChangeHomesKeysBackupsAndAudit",
      Effect: "Allow",
      Action: [
        "access-analyzer:*Analyzer",
        "access-analyzer:*agResource",
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
        "guardduty:*Detector",
        "guardduty:*agResource",
        "kms:*Alias",
        "kms:CreateGrant",
        "kms:CreateKey",
        "kms:Decrypt",
        "kms:EnableKey*",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:PutKeyPolicy",
        "kms:ReEncrypt*",
        "kms:RetireGrant",
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
      Resource: ["db", "pg", "subgrp"].map((kind) => arn(deployment, "rds", `${kind}:${project}*`)),
    },
    {
      // RDS creates the secret of a database's master password on behalf of the caller.
      Sid: "CreateMasterPasswords",
      Effect: "Allow",
      Action: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
      Resource: arn(deployment, "secretsmanager", "secret:rds!*"),
    },
  );
}

/** Instances can be launched only with the project's tag; instances without it cannot be tagged later. */
function launchVms(deployment: Deployment): Statement[] {
  const named = (...types: readonly string[]) => types.map((type) => arn(deployment, "ec2", `${type}/*`));
  return [
    allow("LaunchTaggedVms", ["ec2:RunInstances"], named("instance"), {
      StringEquals: { [`aws:RequestTag/${TAG.managedBy}`]: deployment.project },
    }),
    allow(
      "UseLaunchDependencies",
      ["ec2:RunInstances"],
      [
        `arn:${deployment.partition}:ec2:${deployment.region}::image/*`,
        ...named("launch-template", "network-interface", "security-group", "subnet", "volume"),
      ],
    ),
    allow("TagOnLaunch", ["ec2:CreateTags"], named("instance", "volume"), {
      StringEquals: { "ec2:CreateAction": "RunInstances" },
    }),
  ];
}
