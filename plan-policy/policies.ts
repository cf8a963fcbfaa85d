import { list } from "./body";
import type { Resource } from "./resource";

/** An IAM statement in JSON. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: unknown;
  readonly Resource?: string | readonly string[];
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The attribute with a policy that grants permissions to its holder, by resource type. */
const IDENTITY_POLICIES: Readonly<Record<string, string>> = {
  aws_iam_policy: "policy",
  aws_iam_role_policy: "policy",
  aws_iam_group_policy: "policy",
  aws_iam_user_policy: "policy",
  aws_ssoadmin_permission_set_inline_policy: "inline_policy",
};

/**
 * The attribute with a policy about who may use its resource, by resource type. The policy of a VPC endpoint is not
 * included: it only limits requests, and grants nothing itself.
 */
const RESOURCE_POLICIES: Readonly<Record<string, string>> = {
  aws_backup_vault_policy: "policy",
  aws_cloudwatch_log_resource_policy: "policy_document",
  aws_dynamodb_resource_policy: "policy",
  aws_efs_file_system_policy: "policy",
  aws_kms_key: "policy",
  aws_kms_key_policy: "policy",
  aws_s3_bucket_policy: "policy",
  aws_secretsmanager_secret_policy: "policy",
  aws_sns_topic: "policy",
  aws_sns_topic_policy: "policy",
  aws_sqs_queue: "policy",
  aws_sqs_queue_policy: "policy",
};

export const IDENTITY_POLICY_TYPES = Object.keys(IDENTITY_POLICIES);
export const RESOURCE_POLICY_TYPES = Object.keys(RESOURCE_POLICIES);

/** Statements about what a resource's holder may do. @throws SyntaxError if the policy is not valid JSON */
export function identityStatements({ type, body }: Resource): readonly PolicyStatement[] {
  return statements(body[IDENTITY_POLICIES[type] ?? ""]);
}

/** Statements about who may use a resource. @throws SyntaxError if the policy is not valid JSON */
export function resourceStatements({ type, body }: Resource): readonly PolicyStatement[] {
  return statements(body[RESOURCE_POLICIES[type] ?? ""]);
}

/** Statements of a policy in JSON; Terraform's escapes of IAM variables are removed. */
export function statements(text: unknown): readonly PolicyStatement[] {
  if (typeof text !== "string") return [];
  const document = JSON.parse(text.replaceAll("$${", () => "${")) as { readonly Statement?: unknown };
  return list(document.Statement) as PolicyStatement[];
}

export function sid({ Sid }: PolicyStatement): string {
  return Sid ?? "(no Sid)";
}
