import { arn, iamArn, type Place, type PolicyDocument, policy, type Statement } from "./document";

/** The deployment's customer-managed keys, by what they protect. */
export const KEY_NAMES = ["homes", "databases", "volumes", "platform", "audit"] as const;
export type KeyName = (typeof KEY_NAMES)[number];

/** Who a key serves. All else that its account may do with it is to administer it. */
interface KeyUse {
  /** AWS services through which those who have the right by IAM use the key; nobody uses it directly. */
  readonly through: readonly string[];
  /** Services that use it on their own behalf. */
  readonly services: (place: Place) => readonly Statement[];
}

const USES: Readonly<Record<KeyName, KeyUse>> = {
  homes: { through: ["elasticfilesystem", "backup"], services: () => [] },
  databases: { through: ["rds", "secretsmanager"], services: (place) => [logGroups(place)] },
  volumes: { through: ["ec2"], services: () => [] },
  platform: {
    through: ["sqs", "sns", "dynamodb", "lambda", "secretsmanager", "ssm"],
    services: (place) => [logGroups(place), eventBridge(), alarms(place), topics(place), environments(place)],
  },
  audit: {
    through: ["s3"],
    services: (place) => [logGroups(place), trails(place), deliveredLogs(place), sessions(place)],
  },
};

/** The policy of one key. */
export function keyPolicy(place: Place, name: KeyName): PolicyDocument {
  const { through, services } = USES[name];
  return policy(administer(place), use(place, through), giveToServices(place), ...services(place));
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
function byIam(place: Place) {
  return { AWS: iamArn(place, "root") };
}

function administer(place: Place): Statement {
  return {
    Sid: "AccountAdministers",
    ...THIS_KEY,
    Principal: byIam(place),
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

function use(place: Place, through: readonly string[]): Statement {
  return {
    Sid: "AccountUsesThroughServices",
    ...THIS_KEY,
    Principal: byIam(place),
    Action: USE_ACTIONS,
    Condition: {
      StringEquals: {
        "kms:CallerAccount": place.account,
        "kms:ViaService": through.map((service) => `${service}.${place.region}.amazonaws.com`),
      },
    },
  };
}

/** A volume, a file system or a table keeps its access to the key by a grant, made for whoever creates or starts it. */
function giveToServices(place: Place): Statement {
  return {
    Sid: "AccountGivesToAwsResources",
    ...THIS_KEY,
    Principal: byIam(place),
    Action: ["kms:CreateGrant", "kms:RetireGrant"],
    Condition: {
      Bool: { "kms:GrantIsForAWSResource": "true" },
      StringEquals: { "kms:CallerAccount": place.account },
    },
  };
}

/** CloudWatch Logs: log groups whose names have the project in them. */
function logGroups(place: Place): Statement {
  return {
    Sid: "LogGroups",
    ...THIS_KEY,
    Principal: { Service: `logs.${place.region}.amazonaws.com` },
    Action: [...USE_ACTIONS, "kms:DescribeKey"],
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": arn(place, "logs", `log-group:*${place.project}*`),
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

function alarms(place: Place): Statement {
  return {
    Sid: "Alarms",
    ...THIS_KEY,
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: SEND_ACTIONS,
    Condition: {
      ArnLike: { "aws:SourceArn": arn(place, "cloudwatch", `alarm:${place.project}-*`) },
      StringEquals: { "aws:SourceAccount": place.account },
    },
  };
}

/** Topics that send to queues. */
function topics(place: Place): Statement {
  return {
    Sid: "Topics",
    ...THIS_KEY,
    Principal: { Service: "sns.amazonaws.com" },
    Action: SEND_ACTIONS,
    Condition: { StringEquals: { "aws:SourceAccount": place.account } },
  };
}

const FUNCTION_CONTEXT = "kms:EncryptionContext:aws:lambda:FunctionArn";

/** Lambda decrypts a function's environment with the function's own role. */
function environments(place: Place): Statement {
  return {
    Sid: "FunctionEnvironments",
    ...THIS_KEY,
    Principal: byIam(place),
    Action: "kms:Decrypt",
    Condition: {
      ArnLike: { [FUNCTION_CONTEXT]: arn(place, "lambda", `function:${place.project}-*`) },
      StringEquals: { "kms:CallerAccount": place.account },
    },
  };
}

/** Trails of the project write encrypted files; to set one up, CloudTrail looks at the key. */
function trails(place: Place): Statement {
  const own = arn(place, "cloudtrail", `trail/${place.project}*`);
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
function deliveredLogs(place: Place): Statement {
  return {
    Sid: "DeliveredLogs",
    ...THIS_KEY,
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: [...USE_ACTIONS, "kms:DescribeKey"],
    Condition: {
      ArnLike: { "aws:SourceArn": arn(place, "logs", "*") },
      StringEquals: { "aws:SourceAccount": place.account },
    },
  };
}

/** Session Manager's two ends encrypt what passes between them: they call KMS themselves, naming their session. */
function sessions(place: Place): Statement {
  return {
    Sid: "SessionChannels",
    ...THIS_KEY,
    Principal: byIam(place),
    Action: SEND_ACTIONS,
    Condition: {
      Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" },
      StringEquals: { "kms:CallerAccount": place.account },
    },
  };
}

/**
 * What whoever launches or starts a VM needs of the key of its volumes. Without the grant the call succeeds, and the
 * VM falls back to stopped with `Client.InternalError`.
 */
export function useVolumesKey(place: Place, keyArn: string): Statement[] {
  const throughEc2 = { "kms:ViaService": `ec2.${place.region}.amazonaws.com` };
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
  place: Place,
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
        "kms:ViaService": services.map((service) => `${service}.${place.region}.amazonaws.com`),
      },
    },
  };
}

/** ARN of whichever key, for statements that `ofKey` narrows to one. */
export function anyKeyArn(place: Place): string {
  return arn(place, "kms", "key/*");
}

/** The statements, for the deployment's key of that name: those who are given rights before the key is made know no ARN. */
export function ofKey(place: Place, name: KeyName, statements: readonly Statement[]): Statement[] {
  const tag = { "aws:ResourceTag/Name": keyName(place.project, name) };
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
export function decryptEnvironment(place: Place, keyArn: string, functionName: string): Statement {
  return {
    Sid: "DecryptOwnEnvironment",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: keyArn,
    Condition: { StringEquals: { [FUNCTION_CONTEXT]: arn(place, "lambda", `function:${functionName}`) } },
  };
}
