import { at, blocks, isTrue, texts } from "../body";
import type { Rule } from "../model";
import type { Resource } from "../resource";
import { isOwnKey, mustBeAtLeast, mustBeOff, mustBeOn, mustUseOwnKey, shown } from "./parts";

const DB = ["aws_db_instance"];

/** Parameters of each engine that refuse connections without TLS. */
const TLS = { postgres: ["rds.force_ssl", "1"], mysql: ["require_secure_transport", "ON"] } as const;
const USUAL_NAMES = ["admin", "administrator", "mysql", "postgres", "rdsadmin", "root"];
const LOGS = {
  postgres: ["postgresql", "upgrade"],
  mysql: ["audit", "error", "general", "slowquery"],
} as const;

type Engine = keyof typeof TLS;

export const databaseRules: readonly Rule[] = [
  mustBeOn(
    {
      id: "database-encrypted",
      title: "Databases are encrypted",
      severity: "high",
      scanners: ["CKV_AWS_16", "AWS-0080", "RDS.3"],
      types: DB,
      remedy: "storage_encrypted",
    },
    "storage_encrypted",
  ),
  mustUseOwnKey(
    {
      id: "database-own-key",
      title: "Databases are encrypted with a key of the deployment",
      severity: "medium",
      scanners: [],
      types: DB,
      remedy: "kms_key_id with a key of the deployment",
    },
    "kms_key_id",
  ),
  mustBeOff(
    {
      id: "database-private",
      title: "Databases have no public address",
      severity: "critical",
      scanners: ["CKV_AWS_17", "AWS-0180", "RDS.2"],
      types: DB,
      remedy: "publicly_accessible false",
    },
    "publicly_accessible",
    "off",
  ),
  mustBeAtLeast(
    {
      id: "database-backed-up",
      title: "Databases can be restored to any second of the last week",
      severity: "high",
      scanners: ["CKV_AWS_133", "AWS-0077", "RDS.11"],
      types: DB,
      remedy: "backup_retention_period of 7 days or more",
    },
    "backup_retention_period",
    7,
  ),
  mustBeOn(
    {
      id: "database-deletion-protected",
      title: "Databases have deletion protection",
      severity: "high",
      scanners: ["CKV_AWS_293", "AWS-0177", "RDS.8"],
      types: DB,
      remedy: "deletion_protection",
    },
    "deletion_protection",
  ),
  mustBeOff(
    {
      id: "database-final-snapshot",
      title: "A database that is deleted leaves a final snapshot",
      severity: "medium",
      scanners: [],
      types: DB,
      remedy: "skip_final_snapshot false",
    },
    "skip_final_snapshot",
    "off",
  ),
  mustBeOn(
    {
      id: "database-standby",
      title: "Databases have a standby in a second zone",
      severity: "medium",
      scanners: ["CKV_AWS_157", "RDS.5"],
      types: DB,
      remedy: "multi_az",
    },
    "multi_az",
  ),
  mustBeOn(
    {
      id: "database-iam-logins",
      title: "Databases support IAM authentication",
      severity: "medium",
      scanners: ["CKV_AWS_161", "AWS-0176", "RDS.10"],
      types: DB,
      remedy: "iam_database_authentication_enabled",
    },
    "iam_database_authentication_enabled",
  ),
  mustBeOn(
    {
      id: "database-managed-password",
      title: "RDS manages the master password, never Terraform",
      severity: "critical",
      scanners: [],
      types: DB,
      remedy: "manage_master_user_password",
    },
    "manage_master_user_password",
  ),
  mustUseOwnKey(
    {
      id: "database-password-own-key",
      title: "The master password is encrypted with a key of the deployment",
      severity: "medium",
      scanners: [],
      types: DB,
      remedy: "master_user_secret_kms_key_id with a key of the deployment",
    },
    "master_user_secret_kms_key_id",
  ),
  {
    id: "database-unusual-master",
    title: "The master user does not have a common name",
    severity: "low",
    scanners: ["RDS.25"],
    types: DB,
    remedy: "another username",
    check: ({ body }) =>
      USUAL_NAMES.includes(String(body["username"])) ? `username is ${shown(body["username"])}` : undefined,
  },
  {
    id: "database-insights",
    title: "Performance Insights is enabled, encrypted with a key of the deployment",
    severity: "low",
    scanners: ["CKV_AWS_353", "CKV_AWS_354", "AWS-0078", "AWS-0133"],
    types: DB,
    remedy: "performance_insights_enabled with performance_insights_kms_key_id",
    check: (db, plan) => {
      if (!isTrue(db.body["performance_insights_enabled"])) return "Performance Insights is off";
      const value = db.body["performance_insights_kms_key_id"];
      return isOwnKey(db, value, plan) ? undefined : `its key is ${shown(value)}`;
    },
  },
  mustBeAtLeast(
    {
      id: "database-monitored",
      title: "The database's operating system is monitored",
      severity: "low",
      scanners: ["CKV_AWS_118", "RDS.6"],
      types: DB,
      remedy: "monitoring_interval with a monitoring role",
    },
    "monitoring_interval",
    1,
  ),
  {
    id: "database-logs",
    title: "Databases send their logs to CloudWatch",
    severity: "medium",
    scanners: ["CKV_AWS_129", "RDS.9"],
    types: DB,
    remedy: "enabled_cloudwatch_logs_exports with the engine's logs",
    check: ({ body }) => {
      const sent = texts(body["enabled_cloudwatch_logs_exports"]);
      const known: readonly string[] = LOGS[engineOf(body)];
      return sent.some((log) => known.includes(log)) ? undefined : "no log is sent to CloudWatch";
    },
  },
  mustBeOn(
    {
      id: "database-minor-upgrades",
      title: "Databases get minor upgrades automatically",
      severity: "high",
      scanners: ["CKV_AWS_226", "RDS.13"],
      types: DB,
      remedy: "auto_minor_version_upgrade",
    },
    "auto_minor_version_upgrade",
  ),
  mustBeOn(
    {
      id: "database-tagged-snapshots",
      title: "Snapshots have their database's tags",
      severity: "low",
      scanners: ["CKV2_AWS_60", "RDS.17"],
      types: DB,
      remedy: "copy_tags_to_snapshot",
    },
    "copy_tags_to_snapshot",
  ),
  {
    id: "database-current-certificate",
    title: "A database's certificate is from an authority that has not expired",
    severity: "medium",
    scanners: ["CKV_AWS_211"],
    types: DB,
    remedy: "ca_cert_identifier with a current authority, or none: RDS then takes its current one",
    check: ({ body }) =>
      /^rds-ca-20\d\d/.test(String(body["ca_cert_identifier"]))
        ? `ca_cert_identifier is ${shown(body["ca_cert_identifier"])}`
        : undefined,
  },
  {
    id: "database-tls-only",
    title: "Databases refuse connections without TLS",
    severity: "high",
    scanners: ["CKV2_AWS_69"],
    types: DB,
    remedy: "a parameter group with rds.force_ssl or require_secure_transport",
    check: ({ stack, body }, plan) => {
      const [name, wanted] = TLS[engineOf(body)];
      const groups = plan.refersTo(stack, body["parameter_group_name"]);
      const value = groups.flatMap((group) => parameter(group, name))[0];
      return value === wanted ? undefined : `${name} is ${shown(value)}`;
    },
  },
  {
    id: "database-statements-logged",
    title: "PostgreSQL logs schema changes and slow statements",
    severity: "low",
    scanners: ["CKV2_AWS_30"],
    types: DB,
    remedy: "log_statement and log_min_duration_statement in the parameter group",
    check: ({ stack, body }, plan) => {
      if (engineOf(body) !== "postgres") return undefined;
      const groups = plan.refersTo(stack, body["parameter_group_name"]);
      return ["log_statement", "log_min_duration_statement"]
        .filter((name) => groups.every((group) => parameter(group, name).length === 0))
        .map((name) => `${name} is absent`);
    },
  },
];

function engineOf(body: Resource["body"]): Engine {
  return at(body, "engine") === "mysql" ? "mysql" : "postgres";
}

function parameter({ body }: Resource, name: string): string[] {
  return blocks(body, "parameter")
    .filter((one) => one["name"] === name)
    .map((one) => String(one["value"]));
}
