import { arn, type Deployment } from "../aws/deployment";
import type { Statement } from "./document";
import { FUNCTION_CONTEXT, type KeyName, keyName } from "./keys";

/**
 * Permissions on the volumes' key for callers that launch or start a VM. Without the grant the call succeeds, and the
 * VM falls back to stopped with `Client.InternalError`.
 */
export function useVolumesKey(deployment: Deployment, keyArn: string): Statement[] {
  const throughEc2 = { "kms:ViaService": `ec2.${deployment.region}.amazonaws.com` };
  return [
    {
      Sid: "GrantVolumesKey",
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
 * Permissions on a key for a principal that uses the data under it.
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

/** ARN of any key, for statements that `ofKey` restricts to one. */
export function anyKeyArn(deployment: Deployment): string {
  return arn(deployment, "kms", "key/*");
}

/**
 * The statements, restricted to the deployment's key of that name: policies that exist before the key do not know its
 * ARN.
 */
export function ofKey(deployment: Deployment, name: KeyName, statements: readonly Statement[]): Statement[] {
  const tag = { "aws:ResourceTag/Name": keyName(deployment.project, name) };
  return statements.map(({ Condition = {}, ...statement }) => ({
    ...statement,
    Condition: { ...Condition, StringEquals: { ...Condition["StringEquals"], ...tag } },
  }));
}

/** Allows a function's role to decrypt its own environment, and no other. */
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
