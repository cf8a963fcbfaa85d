import { at, isFalse } from "../body";
import type { Rule } from "../model";
import { companion, mustBeAtLeast, mustBeOn, mustHave, mustUseOwnKey, shown } from "./parts";

const KEY = ["aws_kms_key"];
const SECRET = ["aws_secretsmanager_secret"];
const DOCUMENT = ["aws_ssm_document"];

export const keyAndSecretRules: readonly Rule[] = [
  mustBeOn(
    {
      id: "key-rotated",
      title: "Keys are rotated",
      severity: "medium",
      scanners: ["CKV_AWS_7", "AWS-0065", "KMS.4"],
      types: KEY,
      remedy: "enable_key_rotation",
    },
    "enable_key_rotation",
  ),
  mustHave(
    {
      id: "key-policy",
      title: "Keys have a policy",
      severity: "high",
      scanners: ["CKV2_AWS_64"],
      types: KEY,
      remedy: "a policy",
    },
    "policy",
  ),
  mustBeAtLeast(
    {
      id: "key-deletion-delayed",
      title: "The deletion of a key can be cancelled for a month",
      severity: "high",
      scanners: ["KMS.3"],
      types: KEY,
      remedy: "deletion_window_in_days 30",
    },
    "deletion_window_in_days",
    30,
  ),
  {
    id: "key-enabled",
    title: "Keys are enabled",
    severity: "high",
    scanners: ["CKV_AWS_227"],
    types: KEY,
    remedy: "is_enabled absent or true",
    check: ({ body }) => (isFalse(body["is_enabled"]) ? "is_enabled is false" : undefined),
  },
  mustUseOwnKey(
    {
      id: "secret-own-key",
      title: "Secrets are encrypted with a key of the deployment",
      severity: "medium",
      scanners: ["CKV_AWS_149", "AWS-0098"],
      types: SECRET,
      remedy: "kms_key_id with a key of the deployment",
    },
    "kms_key_id",
  ),
  {
    id: "secret-rotated",
    title: "Secrets are rotated automatically, at least every 90 days",
    severity: "medium",
    scanners: ["CKV2_AWS_57", "CKV_AWS_304", "SecretsManager.1", "SecretsManager.4"],
    types: SECRET,
    remedy: "an aws_secretsmanager_secret_rotation within 90 days",
    check: companion("aws_secretsmanager_secret_rotation", "secret_id", ({ body }) => {
      const days = Number(at(body, "rotation_rules.automatically_after_days") ?? 0);
      return days > 0 && days <= 90 ? undefined : `it is rotated after ${days} days`;
    }),
  },
  mustBeAtLeast(
    {
      id: "secret-recoverable",
      title: "A deleted secret can be restored for at least a week",
      severity: "low",
      scanners: [],
      types: SECRET,
      remedy: "recovery_window_in_days of 7 or more",
    },
    "recovery_window_in_days",
    7,
  ),
  {
    id: "parameter-encrypted",
    title: "Parameters are encrypted with a key of the deployment",
    severity: "low",
    scanners: ["CKV2_AWS_34", "CKV_AWS_337"],
    types: ["aws_ssm_parameter"],
    remedy: "type SecureString with key_id",
    check: ({ body }) => (body["type"] === "SecureString" ? undefined : `type is ${shown(body["type"])}`),
  },
  {
    id: "parameter-without-secrets",
    title: "No parameter holds a secret in Terraform's code or state",
    severity: "critical",
    scanners: ["CKV_AWS_384"],
    types: ["aws_ssm_parameter"],
    remedy: "a secret in Secrets Manager whose value Terraform does not know",
    check: ({ body }) =>
      /password|token|secret|private.?key/i.test(String(body["name"]))
        ? `${shown(body["name"])} looks like a secret`
        : undefined,
  },
  {
    id: "session-logged-and-encrypted",
    title: "Sessions are encrypted with a key of the deployment, and their logs are kept",
    severity: "medium",
    scanners: ["CKV_AWS_112", "CKV_AWS_113"],
    types: DOCUMENT,
    remedy: "kmsKeyId, and a log group or bucket with encryption, in the document's inputs",
    check: ({ body }) => {
      if (body["document_type"] !== "Session") return undefined;
      const { inputs = {} } = JSON.parse(String(body["content"])) as { inputs?: Record<string, unknown> };
      return [
        ...(inputs["kmsKeyId"] ? [] : ["the session itself has no key"]),
        ...(isLogged(inputs) ? [] : ["no encrypted log is kept of it"]),
      ];
    },
  },
  {
    id: "document-private",
    title: "SSM documents are not shared with other accounts",
    severity: "critical",
    scanners: ["CKV_AWS_303", "SSM.4"],
    types: DOCUMENT,
    remedy: "no permissions",
    check: ({ body }) =>
      body["permissions"] === undefined ? undefined : `permissions are ${shown(body["permissions"])}`,
  },
];

function isLogged(inputs: Readonly<Record<string, unknown>>): boolean {
  const byGroup = inputs["cloudWatchLogGroupName"] && inputs["cloudWatchEncryptionEnabled"] === true;
  const byBucket = inputs["s3BucketName"] && inputs["s3EncryptionEnabled"] === true;
  return Boolean(byGroup || byBucket);
}
