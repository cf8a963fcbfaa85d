import { arn, type Deployment, iamArn } from "../aws/deployment";
import { type PolicyDocument, policy, type Statement } from "./document";

/** The deployment's customer-managed keys, by what they protect. */
export const KEY_NAMES = ["homes", "databases", "volumes", "platform", "audit"] as const;
export type KeyName = (typeof KEY_NAMES)[number];

/** The users of a key. Otherwise the account may only administer it. */
interface KeyUse {
  /** AWS services through which principals with IAM permissions use the key; no principal uses it directly. */
  readonly through: readonly string[];
  /** Services that use it on their own behalf. */
  readonly services: (deployment: Deployment) => readonly Statement[];
}

const USES: Readonly<Record<KeyName, KeyUse>> = {
  homes: { through: ["elasticfilesystem", "backup"], services: () => [] },
  databases: { through: ["rds", "secretsmanager"], services: (deployment) => [logGroups(deployment)] },
  volumes: { through: ["ec2"], services: () => [] },
  platform: {
    through: ["sqs", "sns", "dynamodb", "lambda", "secretsmanager", "ssm"],
    services: (deployment) => [
      logGroups(deployment),
      eventBridge(),
      alarms(deployment),
      topics(deployment),
      environments(deployment),
    ],
  },
  audit: {
    through: ["s3"],
    services: (deployment) => [
      logGroups(deployment),
      trails(deployment),
      deliveredLogs(deployment),
      sessions(deployment),
    ],
  },
};

/** The policy of one key. */
export function keyPolicy(deployment: Deployment, name: KeyName): PolicyDocument {
  const { through, services } = USES[name];
  return policy(
    administer(deployment),
    use(deployment, through),
    giveToServices(deployment),
    ...services(deployment),
  );
}

/** The resource of a key policy is always its own key. */
const THIS_KEY = { Effect: "Allow", Resource: "*" } as const;

const USE_ACTIONS = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/** The account as principal lets IAM decide who. */
function byIam(deployment: Deployment) {
  return { AWS: iamArn(deployment, "root") };
}

function administer(deployment: Deployment): Statement {
  return {
    Sid: "AccountAdministers",
    ...THIS_KEY,
    Principal: byIam(deployment),
    Action: [
      "kms:CancelKeyDeletion",
      "kms:CreateAlias",
      "kms:DeleteAlias",
      "kms:DescribeKey",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListGrants",
      "kms:ListKeyPolicies",
      "kms:ListKeyRotations",
      "kms:ListResourceTags",
      "kms:PutKeyPolicy",
      "kms:RevokeGrant",
      "kms:RotateKeyOnDemand",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ],
  };
}

function use(deployment: Deployment, through: readonly string[]): Statement {
  return {
    Sid: "AccountUsesThroughServices",
    ...THIS_KEY,
    Principal: byIam(deployment),
    Action: USE_ACTIONS,
    Condition: {
      StringEquals: {
        "kms:CallerAccount": deployment.account,
        "kms:ViaService": through.map((service) => `${service}.${deployment.region}.amazonaws.com`),
      },
    },
  };
}

/**
 * A volume, a file system or a table accesses the key through a grant, which its creator or starter needs to create.
 */
function giveToServices(deployment: Deployment): Statement {
  return {
    Sid: "AccountGrantsToAwsResources",
    ...THIS_KEY,
    Principal: byIam(deployment),
    Action: ["kms:CreateGrant", "kms:RetireGrant"],
    Condition: {
      Bool: { "kms:GrantIsForAWSResource": "true" },
      StringEquals: { "kms:CallerAccount": deployment.account },
    },
  };
}

/** CloudWatch Logs: log groups whose names contain the project. */
function logGroups(deployment: Deployment): Statement {
  return {
    Sid: "LogGroups",
    ...THIS_KEY,
    Principal: { Service: `logs.${deployment.region}.amazonaws.com` },
    Action: [...USE_ACTIONS, "kms:DescribeKey"],
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": arn(deployment, "logs", `log-group:*${deployment.project}*`),
      },
    },
  };
}

const SEND_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey"];

/**
 * Rules that send to queues and topics. EventBridge sends neither account nor rule in these requests: a condition on
 * them would drop every event silently.
 */
function eventBridge(): Statement {
  return {
    Sid: "EventRules",
    ...THIS_KEY,
    Principal: { Service: "events.amazonaws.com" },
    Action: SEND_ACTIONS,
  };
}

function alarms(deployment: Deployment): Statement {
  return {
    Sid: "Alarms",
    ...THIS_KEY,
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: SEND_ACTIONS,
    Condition: {
      ArnLike: { "aws:SourceArn": arn(deployment, "cloudwatch", `alarm:${deployment.project}-*`) },
      StringEquals: { "aws:SourceAccount": deployment.account },
    },
  };
}

/** Topics that send to queues. */
function topics(deployment: Deployment): Statement {
  return {
    Sid: "Topics",
    ...THIS_KEY,
    Principal: { Service: "sns.amazonaws.com" },
    Action: SEND_ACTIONS,
    Condition: { StringEquals: { "aws:SourceAccount": deployment.account } },
  };
}

/** Condition key: the function whose environment is decrypted. */
export const FUNCTION_CONTEXT = "kms:EncryptionContext:aws:lambda:FunctionArn";

/** Lambda decrypts a function's environment with the function's own role. */
function environments(deployment: Deployment): Statement {
  return {
    Sid: "FunctionEnvironments",
    ...THIS_KEY,
    Principal: byIam(deployment),
    Action: "kms:Decrypt",
    Condition: {
      ArnLike: { [FUNCTION_CONTEXT]: arn(deployment, "lambda", `function:${deployment.project}-*`) },
      StringEquals: { "kms:CallerAccount": deployment.account },
    },
  };
}

/** Trails of the project write encrypted files; to create one, CloudTrail describes the key. */
function trails(deployment: Deployment): Statement {
  const own = arn(deployment, "cloudtrail", `trail/${deployment.project}*`);
  return {
    Sid: "Trails",
    ...THIS_KEY,
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
    Condition: {
      ArnLike: { "aws:SourceArn": own },
      // DescribeKey has no encryption context.
      ArnLikeIfExists: { "kms:EncryptionContext:aws:cloudtrail:arn": own },
    },
  };
}

/** Flow logs that are delivered to a bucket. */
function deliveredLogs(deployment: Deployment): Statement {
  return {
    Sid: "DeliveredLogs",
    ...THIS_KEY,
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: [...USE_ACTIONS, "kms:DescribeKey"],
    Condition: {
      ArnLike: { "aws:SourceArn": arn(deployment, "logs", "*") },
      StringEquals: { "aws:SourceAccount": deployment.account },
    },
  };
}

/**
 * Both ends of a Session Manager session encrypt its traffic: they call KMS themselves, with their session as context.
 */
function sessions(deployment: Deployment): Statement {
  return {
    Sid: "SessionChannels",
    ...THIS_KEY,
    Principal: byIam(deployment),
    Action: SEND_ACTIONS,
    Condition: {
      Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" },
      StringEquals: { "kms:CallerAccount": deployment.account },
    },
  };
}

/** Tag `Name` of a key. */
export function keyName(project: string, name: KeyName): string {
  return `${project}-${name}`;
}
