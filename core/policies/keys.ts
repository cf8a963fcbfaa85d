import { arn, type Deployment, iamArn } from "../aws/deployment";
import { type PolicyDocument, policy, type Statement } from "./document";

/** The deployment's customer-managed keys, by what they protect. */
export const KEY_NAMES = ["homes", "databases", "volumes", "platform", "audit"] as const;
export type KeyName = (typeof KEY_NAMES)[number];

/** Who a key serves. All else that its account may do with it is to administer it. */
interface KeyUse {
  /** AWS services through which those who have the right by IAM use the key; nobody uses it directly. */
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

/** Everything a key policy speaks of is the key that it belongs to. */
const THIS_KEY = { Effect: "Allow", Resource: "*" } as const;

const USE_ACTIONS = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/** To name the account is to leave it to IAM who. */
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

/** A volume, a file system or a table keeps its access to the key by a grant, made for whoever creates or starts it. */
function giveToServices(deployment: Deployment): Statement {
  return {
    Sid: "AccountGivesToAwsResources",
    ...THIS_KEY,
    Principal: byIam(deployment),
    Action: ["kms:CreateGrant", "kms:RetireGrant"],
    Condition: {
      Bool: { "kms:GrantIsForAWSResource": "true" },
      StringEquals: { "kms:CallerAccount": deployment.account },
    },
  };
}

/** CloudWatch Logs: log groups whose names have the project in them. */
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
 * Rules that send to queues and topics. EventBridge puts neither account nor rule into these requests: a condition on
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

const FUNCTION_CONTEXT = "kms:EncryptionContext:aws:lambda:FunctionArn";

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

/** Trails of the project write encrypted files; to set one up, CloudTrail looks at the key. */
function trails(deployment: Deployment): Statement {
  const own = arn(deployment, "cloudtrail", `trail/${deployment.project}*`);
  return {
    Sid: "Trails",
    ...THIS_KEY,
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
    Condition: {
      ArnLike: { "aws:SourceArn": own },
      // Describing has no encryption context.
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

/** Session Manager's two ends encrypt what passes between them: they call KMS themselves, naming their session. */
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

/**
 * What whoever launches or starts a VM needs of the key of its volumes. Without the grant the call succeeds, and the
 * VM falls back to stopped with `Client.InternalError`.
 */
export function useVolumesKey(deployment: Deployment, keyArn: string): Statement[] {
  const throughEc2 = { "kms:ViaService": `ec2.${deployment.region}.amazonaws.com` };
  return [
    {
      Sid: "GiveVolumesTheirKey",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: keyArn,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" }, StringEquals: throughEc2 },
    },
    {
      Sid: "UseKeyOfVolumes",
      Effect: "Allow",
      Action: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      Resource: keyArn,
      Condition: { StringEquals: throughEc2 },
    },
  ];
}

/**
 * What a principal needs of a key in order to work with what it protects.
 * @param services as their endpoints name them: `sqs`, `dynamodb`, `secretsmanager`
 */
export function useKeyThrough(
  deployment: Deployment,
  keyArn: string,
  sid: string,
  services: readonly string[],
): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: keyArn,
    Condition: {
      StringEquals: {
        "kms:ViaService": services.map((service) => `${service}.${deployment.region}.amazonaws.com`),
      },
    },
  };
}

/** ARN of whichever key, for statements that `ofKey` narrows to one. */
export function anyKeyArn(deployment: Deployment): string {
  return arn(deployment, "kms", "key/*");
}

/** The statements, for the deployment's key of that name: those who are given rights before the key is made know no ARN. */
export function ofKey(deployment: Deployment, name: KeyName, statements: readonly Statement[]): Statement[] {
  const tag = { "aws:ResourceTag/Name": keyName(deployment.project, name) };
  return statements.map(({ Condition = {}, ...statement }) => ({
    ...statement,
    Condition: { ...Condition, StringEquals: { ...Condition["StringEquals"], ...tag } },
  }));
}

/** Tag `Name` of a key. */
export function keyName(project: string, name: KeyName): string {
  return `${project}-${name}`;
}

/** What a function's role needs for its environment: to decrypt its own, and no other's. */
export function decryptEnvironment(deployment: Deployment, keyArn: string, functionName: string): Statement {
  return {
    Sid: "DecryptOwnEnvironment",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: keyArn,
    Condition: {
      StringEquals: { [FUNCTION_CONTEXT]: arn(deployment, "lambda", `function:${functionName}`) },
    },
  };
}
