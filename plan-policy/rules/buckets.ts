import { at, blocks, isTrue, list, texts } from "../body";
import type { Rule } from "../model";
import type { Plan } from "../plan";
import { type PolicyStatement, resourceStatements } from "../policies";
import type { Resource } from "../resource";
import { companion, isOwnKey, mustBeOff, shown } from "./parts";

const BUCKET = ["aws_s3_bucket"];
const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

export const bucketRules: readonly Rule[] = [
  {
    id: "bucket-closed-to-the-public",
    title: "Buckets block every kind of public access",
    severity: "critical",
    scanners: [
      ...["CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
      ...["AWS-0086", "AWS-0087", "AWS-0091", "AWS-0093", "AWS-0094", "AWS-0161", "S3.2", "S3.3", "S3.8"],
    ],
    types: BUCKET,
    remedy: "an aws_s3_bucket_public_access_block with all four switches on",
    check: companion("aws_s3_bucket_public_access_block", "bucket", ({ body }) =>
      BLOCKS.filter((name) => !isTrue(body[name])).map((name) => `${name} is ${shown(body[name])}`),
    ),
  },
  {
    id: "bucket-own-key",
    title: "Buckets are encrypted with a key of the deployment",
    severity: "medium",
    scanners: ["CKV_AWS_19", "CKV_AWS_145", "AWS-0088", "AWS-0132", "S3.17"],
    types: BUCKET,
    remedy: "a server-side encryption configuration with aws:kms and a key of the deployment",
    check: companion("aws_s3_bucket_server_side_encryption_configuration", "bucket", (encryption, plan) => {
      const path = "rule.apply_server_side_encryption_by_default.kms_master_key_id";
      const value = at(encryption.body, path);
      return isOwnKey(encryption, value, plan) ? undefined : `its default key is ${shown(value)}`;
    }),
  },
  {
    id: "bucket-versioned",
    title: "Buckets keep previous versions of objects",
    severity: "medium",
    scanners: ["CKV_AWS_21", "AWS-0090", "S3.14"],
    types: BUCKET,
    remedy: "an aws_s3_bucket_versioning with status Enabled",
    check: companion("aws_s3_bucket_versioning", "bucket", ({ body }) => {
      const status = at(body, "versioning_configuration.status");
      return status === "Enabled" ? undefined : `its versioning is ${shown(status)}`;
    }),
  },
  {
    id: "bucket-access-logged",
    title: "Access to buckets is logged",
    severity: "low",
    scanners: ["CKV_AWS_18", "AWS-0089", "AWS-0163", "S3.9", "CloudTrail.7"],
    types: BUCKET,
    remedy: "an aws_s3_bucket_logging to a bucket for access logs",
    check: (bucket, plan) =>
      takesAccessLogs(bucket, plan) ? undefined : companion("aws_s3_bucket_logging", "bucket")(bucket, plan),
  },
  {
    id: "bucket-tidied",
    title: "Buckets drop unfinished uploads and old versions",
    severity: "low",
    scanners: ["CKV2_AWS_61", "CKV_AWS_300", "S3.10", "S3.13"],
    types: BUCKET,
    remedy: "a lifecycle configuration that aborts unfinished uploads and expires objects or old versions",
    check: companion("aws_s3_bucket_lifecycle_configuration", "bucket", lifecycleProblems),
  },
  {
    id: "bucket-without-acls",
    title: "Access to buckets is controlled only by policies, not by ACLs",
    severity: "high",
    scanners: [
      ...["CKV2_AWS_65", "CKV2_AWS_43", "CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375", "AWS-0092", "S3.12"],
    ],
    types: BUCKET,
    remedy: "ownership controls with BucketOwnerEnforced, and no ACL",
    check: companion("aws_s3_bucket_ownership_controls", "bucket", ({ body }) => {
      const ownership = at(body, "rule.object_ownership");
      return ownership === "BucketOwnerEnforced" ? undefined : `its object ownership is ${shown(ownership)}`;
    }),
  },
  {
    id: "bucket-tls-only",
    title: "Buckets refuse requests without TLS",
    severity: "high",
    scanners: ["CKV_AWS_379", "S3.5"],
    types: BUCKET,
    remedy: "a bucket policy that denies everything to everyone where aws:SecureTransport is false",
    check: companion("aws_s3_bucket_policy", "bucket", (policy) =>
      resourceStatements(policy).some(deniesPlainText) ? undefined : "its policy allows requests without TLS",
    ),
  },
  {
    id: "bucket-policy-no-lockout",
    title: "No bucket policy locks out everyone except the root user",
    severity: "high",
    scanners: ["CKV_AWS_93"],
    types: ["aws_s3_bucket_policy"],
    remedy: "a condition on every denial that names everyone",
    check: (policy) =>
      resourceStatements(policy)
        .filter(
          ({ Effect, Principal, Condition }) => Effect === "Deny" && isEveryone(Principal) && !Condition,
        )
        .map(({ Sid }) => `${Sid} denies everyone, without a condition`),
  },
  mustBeOff(
    {
      id: "bucket-not-emptied-by-terraform",
      title: "Destroying a stack never deletes a bucket's contents",
      severity: "medium",
      scanners: [],
      types: BUCKET,
      remedy: "force_destroy absent or false",
    },
    "force_destroy",
    "off",
  ),
  {
    id: "object-own-key",
    title: "Objects that Terraform writes are encrypted with a key of the deployment",
    severity: "medium",
    scanners: ["CKV_AWS_186"],
    types: ["aws_s3_object"],
    remedy: "kms_key_id, or a bucket whose default is a key of the deployment",
    check: (object, plan) => {
      if (isOwnKey(object, object.body["kms_key_id"], plan)) return undefined;
      const [bucket] = plan.refersTo(object.stack, object.body["bucket"]);
      const byDefault = bucketRules.find(({ id }) => id === "bucket-own-key");
      const fine = bucket && byDefault?.check(bucket, plan) === undefined;
      return fine ? undefined : "neither it nor its bucket names a key";
    },
  },
];

function takesAccessLogs(bucket: Resource, plan: Plan): boolean {
  return plan.referring("aws_s3_bucket_logging", "target_bucket", bucket).length > 0;
}

function lifecycleProblems({ body }: Resource): readonly string[] {
  const rules = blocks(body, "rule").filter(({ status }) => status === "Enabled");
  const aborts = rules.some((one) => one["abort_incomplete_multipart_upload"] !== undefined);
  const expires = rules.some((one) => one["noncurrent_version_expiration"] ?? one["expiration"]);
  return [
    ...(aborts ? [] : ["unfinished uploads are never aborted"]),
    ...(expires ? [] : ["neither objects nor old versions ever expire"]),
  ];
}

function deniesPlainText({ Effect, Action, Principal, Condition }: PolicyStatement): boolean {
  const secure = texts(Condition?.["Bool"]?.["aws:SecureTransport"]);
  const everything = texts(Action).some((action) => action === "s3:*" || action === "*");
  return Effect === "Deny" && isEveryone(Principal) && everything && secure.includes("false");
}

function isEveryone(principal: PolicyStatement["Principal"]): boolean {
  return principal === "*" || list(principal?.["AWS"]).includes("*");
}
