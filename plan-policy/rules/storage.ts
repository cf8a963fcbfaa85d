import { at } from "../body";
import type { Rule } from "../model";
import { companion, mustBeOn, mustHave, mustUseOwnKey, shown } from "./parts";

const TABLE = ["aws_dynamodb_table"];
const FILE_SYSTEM = ["aws_efs_file_system"];
const ACCESS_POINT = ["aws_efs_access_point"];

export const storageRules: readonly Rule[] = [
  mustUseOwnKey(
    {
      id: "table-own-key",
      title: "Tables are encrypted with a key of the deployment",
      severity: "medium",
      scanners: ["CKV_AWS_119", "AWS-0025"],
      types: TABLE,
      remedy: "server_side_encryption with the ARN of a key of the deployment",
    },
    "server_side_encryption.kms_key_arn",
  ),
  mustBeOn(
    {
      id: "table-restorable",
      title: "Tables can be restored to any second",
      severity: "medium",
      scanners: ["CKV_AWS_28", "AWS-0024", "DynamoDB.2"],
      types: TABLE,
      remedy: "point_in_time_recovery enabled",
    },
    "point_in_time_recovery.enabled",
  ),
  mustBeOn(
    {
      id: "table-deletion-protected",
      title: "Tables have deletion protection",
      severity: "medium",
      scanners: ["DynamoDB.6"],
      types: TABLE,
      remedy: "deletion_protection_enabled",
    },
    "deletion_protection_enabled",
  ),
  {
    id: "table-scales",
    title: "Tables scale with their load",
    severity: "low",
    scanners: ["CKV2_AWS_16", "DynamoDB.1"],
    types: TABLE,
    remedy: "billing_mode PAY_PER_REQUEST",
    check: ({ body }) =>
      body["billing_mode"] === "PAY_PER_REQUEST"
        ? undefined
        : `billing_mode is ${shown(body["billing_mode"])}`,
  },
  mustBeOn(
    {
      id: "data-never-destroyed",
      title: "No plan can destroy resources that hold data, or their keys",
      severity: "high",
      scanners: [],
      types: [...TABLE, ...FILE_SYSTEM, "aws_db_instance", "aws_kms_key"],
      remedy: "lifecycle with prevent_destroy",
    },
    "lifecycle.prevent_destroy",
  ),
  mustBeOn(
    {
      id: "file-system-encrypted",
      title: "File systems are encrypted",
      severity: "high",
      scanners: ["CKV_AWS_42", "AWS-0037", "EFS.8"],
      types: FILE_SYSTEM,
      remedy: "encrypted",
    },
    "encrypted",
  ),
  mustUseOwnKey(
    {
      id: "file-system-own-key",
      title: "File systems are encrypted with a key of the deployment",
      severity: "medium",
      scanners: ["CKV_AWS_184", "EFS.1"],
      types: FILE_SYSTEM,
      remedy: "kms_key_id with a key of the deployment",
    },
    "kms_key_id",
  ),
  {
    id: "file-system-backed-up",
    title: "File systems are backed up, by a backup plan or by EFS itself",
    severity: "high",
    scanners: ["CKV2_AWS_18", "EFS.2", "EFS.7"],
    types: FILE_SYSTEM,
    remedy: "an enabled aws_efs_backup_policy, or a backup selection that names it",
    check: (system, plan) => {
      if (plan.referring("aws_backup_selection", "resources", system).length > 0) return undefined;
      return companion("aws_efs_backup_policy", "file_system_id", ({ body }) => {
        const status = at(body, "backup_policy.status");
        return status === "ENABLED" ? undefined : `its backups are ${shown(status)}`;
      })(system, plan);
    },
  },
  {
    id: "file-system-tls-only",
    title: "File systems have a policy that refuses mounts without TLS",
    severity: "high",
    scanners: [],
    types: FILE_SYSTEM,
    remedy: "an aws_efs_file_system_policy that denies everyone where aws:SecureTransport is false",
    check: companion("aws_efs_file_system_policy", "file_system_id", ({ body }) =>
      /"Deny".*"aws:SecureTransport":"false"/s.test(String(body["policy"]))
        ? undefined
        : "its policy allows mounts without TLS",
    ),
  },
  mustHave(
    {
      id: "access-point-own-directory",
      title: "An access point exposes one directory, not the whole file system",
      severity: "high",
      scanners: ["CKV_AWS_329", "EFS.3"],
      types: ACCESS_POINT,
      remedy: "root_directory with a path below /",
    },
    "root_directory.path",
  ),
  mustHave(
    {
      id: "access-point-own-user",
      title: "An access point defines its user",
      severity: "high",
      scanners: ["CKV_AWS_330", "EFS.4"],
      types: ACCESS_POINT,
      remedy: "posix_user",
    },
    "posix_user.uid",
  ),
  {
    id: "mount-target-private",
    title: "File systems are mounted from subnets that assign no public addresses",
    severity: "high",
    scanners: ["EFS.6"],
    types: ["aws_efs_mount_target"],
    remedy: "a subnet with map_public_ip_on_launch off",
    check: ({ stack, body }, plan) =>
      plan
        .refersTo(stack, body["subnet_id"])
        .filter((subnet) => at(subnet.body, "map_public_ip_on_launch") === true)
        .map(({ address }) => `${address} assigns public addresses`),
  },
  mustUseOwnKey(
    {
      id: "vault-own-key",
      title: "Backups are encrypted with a key of the deployment",
      severity: "high",
      scanners: ["CKV_AWS_166", "Backup.1"],
      types: ["aws_backup_vault"],
      remedy: "kms_key_arn with a key of the deployment",
    },
    "kms_key_arn",
  ),
];
