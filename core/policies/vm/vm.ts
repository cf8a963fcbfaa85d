import { arn, type Deployment } from "../../aws/deployment";
import { TAG, tagsSetBy } from "../../vm/tags";
import { type PolicyDocument, policy, type Statement } from "../document";

export interface VmPolicyInput {
  readonly deployment: Deployment;
  readonly bootBucketArn: string;
  readonly fileSystemArn: string;
  readonly sessions: SessionTarget;
}

/** Log group of sessions, and the key of their channels. */
export interface SessionTarget {
  readonly logGroupArn: string;
  readonly keyArn: string;
}

/** Session Manager and Run Command, and no other part of Systems Manager: no parameters, no documents of others. */
const SYSTEMS_MANAGER: Statement = {
  Sid: "SystemsManagerAgent",
  Effect: "Allow",
  Action: [
    "ec2messages:AcknowledgeMessage",
    "ec2messages:DeleteMessage",
    "ec2messages:FailMessage",
    "ec2messages:GetEndpoint",
    "ec2messages:GetMessages",
    "ec2messages:SendReply",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  Resource: "*",
};

/** The agent: its channels, and its heartbeat, which has an instance as its resource. */
export function systemsManagerAgent(deployment: Deployment): Statement[] {
  return [SYSTEMS_MANAGER, reportItself(deployment)];
}

function reportItself(deployment: Deployment): Statement {
  return {
    Sid: "ReportItself",
    Effect: "Allow",
    Action: ["ssm:ListInstanceAssociations", "ssm:UpdateInstanceInformation"],
    Resource: arn(deployment, "ec2", "instance/*"),
  };
}

/** Permissions of the agent to log sessions and to encrypt their channels. It can write logs, but not read them. */
export function logSessions({ logGroupArn, keyArn }: SessionTarget): Statement[] {
  return [
    {
      Sid: "LogSessions",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    {
      // The agent lists the groups to check that its own is encrypted, before it opens a session.
      Sid: "CheckLogEncryption",
      Effect: "Allow",
      Action: "logs:DescribeLogGroups",
      Resource: "*",
    },
    {
      Sid: "DecryptSessions",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      // The same key protects the trail: this statement allows it only for channels of sessions with an instance.
      Condition: { StringLike: { "kms:EncryptionContext:aws:ssm:TargetId": "i-*" } },
    },
  ];
}

/**
 * The permissions of a VM. One document serves every VM, because its conditions refer to the tags of the calling role:
 * its own client, developer and home.
 */
export function vmPolicy({
  deployment,
  bootBucketArn,
  fileSystemArn,
  sessions,
}: VmPolicyInput): PolicyDocument {
  return policy(
    ...systemsManagerAgent(deployment),
    ...logSessions(sessions),
    {
      Sid: "ReadBootBundle",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `${bootBucketArn}/boot/*`,
    },
    {
      Sid: "TagOwnVms",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: arn(deployment, "ec2", "instance/*"),
      Condition: {
        StringEquals: {
          [`aws:ResourceTag/${TAG.managedBy}`]: deployment.project,
          [`aws:ResourceTag/${TAG.client}`]: `\${aws:PrincipalTag/${TAG.client}}`,
          [`aws:ResourceTag/${TAG.developer}`]: `\${aws:PrincipalTag/${TAG.developer}}`,
        },
        "ForAllValues:StringEquals": { "aws:TagKeys": tagsSetBy("vm") },
      },
    },
    {
      Sid: "MountOwnHome",
      Effect: "Allow",
      Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
      Resource: fileSystemArn,
      Condition: {
        StringEquals: { "elasticfilesystem:AccessPointArn": `\${aws:PrincipalTag/${TAG.homeAccessPoint}}` },
      },
    },
  );
}
