import type { StacksToEdit } from "./stacks-to-edit";

type Edit = (stacks: StacksToEdit) => unknown;

/** How a rule is kept by all stacks, and then broken. */
export interface Breach {
  readonly rule: string;
  /** @default what the project's own stacks are like */
  readonly kept?: Edit;
  readonly broken: Edit;
}

const KEY = "${aws_kms_key.made-up.arn}";
const GROUP = "${aws_security_group.made-up.id}";
const text = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (more: object) => text({ Sid: "Some", Effect: "Allow", ...more });
const tlsOnly = (Action: string, Resource: string) =>
  text({
    Sid: "Tls",
    Effect: "Deny",
    Principal: "*",
    Action,
    Resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });

/** Key and group live in every stack, so that whatever refers to them finds them. */
const withOwn: Edit = (stacks) => {
  for (const name of ["foundation", "platform", "fleet-clienta", "fleet-clientb"]) {
    stacks.add(name, "aws_kms_key", "made-up", {}).add(name, "aws_security_group", "made-up", {});
  }
  return stacks;
};

const attribute = (rule: string, type: string, good: object, bad: object): Breach => ({
  rule,
  kept: (stacks) => stacks.set(type, good as Record<string, unknown>),
  broken: (stacks) => stacks.set(type, bad as Record<string, unknown>),
});

const ownKey = (rule: string, type: string, patch: (value: string | undefined) => object): Breach => ({
  rule,
  kept: (stacks) => {
    withOwn(stacks);
    stacks.set(type, patch(KEY) as Record<string, unknown>);
  },
  broken: (stacks) => stacks.set(type, patch("alias/aws/something") as Record<string, unknown>),
});

const companion = (
  rule: string,
  [type, other, link]: readonly [string, string, string],
  good: Record<string, unknown>,
  bad: Record<string, unknown> | undefined,
): Breach => ({
  rule,
  kept: (stacks) => {
    withOwn(stacks);
    stacks.accompany(type, other, link, good);
  },
  broken: (stacks) => (bad ? stacks.set(other, bad) : stacks.drop(other)),
});

/** The alarms on a metric go. */
const unwatched = (rule: string, metric: string): Breach => ({
  rule,
  broken: (stacks) =>
    stacks.each("aws_cloudwatch_metric_alarm", (_name, body) => {
      if (body["metric_name"] === metric) body["metric_name"] = "Another";
    }),
});

const statement = (rule: string, good: object, bad: object): Breach => {
  const edit = (document: object) => (stacks: StacksToEdit) =>
    stacks
      .set("aws_iam_policy", { policy: allow(document) })
      .set("aws_iam_role_policy", { policy: allow(document) });
  return { rule, kept: edit(good), broken: edit(bad) };
};

const resourcePolicy = (rule: string, good: object, bad: object): Breach => ({
  rule,
  kept: (stacks) =>
    stacks
      .drop("aws_efs_file_system_policy", "aws_kms_key", "aws_sns_topic_policy", "aws_sqs_queue_policy")
      .drop("aws_vpc_endpoint", "aws_backup_vault_policy", "aws_cloudwatch_log_resource_policy")
      .set("aws_sns_topic", { policy: undefined })
      .set("aws_sqs_queue", { policy: undefined })
      .set("aws_s3_bucket_policy", { policy: allow(good) }),
  broken: (stacks) => stacks.set("aws_s3_bucket_policy", { policy: allow(bad) }),
});

const trust = (rule: string, good: object, bad: object): Breach =>
  attribute(
    rule,
    "aws_iam_role",
    { assume_role_policy: allow({ Action: "sts:AssumeRole", ...good }), permissions_boundary: "b" },
    { assume_role_policy: allow({ Action: "sts:AssumeRole", ...bad }), permissions_boundary: undefined },
  );

const BUCKET = (other: string) => ["aws_s3_bucket", other, "bucket"] as const;
const ANYWHERE = { cidr_ipv4: "0.0.0.0/0", referenced_security_group_id: undefined };
const on = (name: string) => [{ [name]: true }, { [name]: false }] as const;

const network: readonly Breach[] = [
  attribute(
    "no-inbound-from-anywhere",
    "aws_vpc_security_group_ingress_rule",
    { cidr_ipv4: undefined, cidr_ipv6: undefined },
    ANYWHERE,
  ),
  attribute(
    "outbound-by-port",
    "aws_vpc_security_group_egress_rule",
    { ip_protocol: "tcp", from_port: 443, to_port: 443 },
    { ip_protocol: "-1", ...ANYWHERE },
  ),
  attribute("security-groups-described", "aws_security_group", { description: "x" }, { description: "" }),
  {
    rule: "security-groups-used",
    kept: (stacks) =>
      stacks.drop("aws_security_group").each("aws_vpc", (_name, _body, stack) => {
        stacks.add(stack, "aws_security_group", "made-up", {}).add(stack, "aws_x", "user", { group: GROUP });
      }),
    broken: (stacks) => stacks.drop("aws_x"),
  },
  companion(
    "default-security-group-closed",
    ["aws_vpc", "aws_default_security_group", "vpc_id"],
    {},
    { ingress: { self: true } },
  ),
  companion("vpc-flow-logs", ["aws_vpc", "aws_flow_log", "vpc_id"], { traffic_type: "ALL" }, undefined),
  attribute(
    "subnet-without-public-addresses",
    "aws_subnet",
    ...(on("map_public_ip_on_launch").toReversed() as [object, object]),
  ),
  companion("subnet-network-acl", ["aws_subnet", "aws_network_acl", "subnet_ids"], {}, undefined),
  attribute(
    "network-acl-closed",
    "aws_network_acl",
    {
      ingress: {
        rule_no: 1,
        action: "allow",
        cidr_block: "0.0.0.0/0",
        protocol: "tcp",
        from_port: 1024,
        to_port: 3000,
      },
    },
    {
      ingress: {
        rule_no: 1,
        action: "allow",
        cidr_block: "0.0.0.0/0",
        protocol: "-1",
        from_port: 0,
        to_port: 0,
      },
    },
  ),
  {
    rule: "default-route-through-nat",
    broken: (stacks) => stacks.set("aws_route", { gateway_id: "igw", nat_gateway_id: undefined }),
  },
  companion("address-in-use", ["aws_eip", "aws_nat_gateway", "allocation_id"], {}, undefined),
  attribute("endpoint-policy", "aws_vpc_endpoint", { policy: "{}" }, { policy: undefined }),
];

const encryptedVolume = (kms_key_id: string | undefined) => ({
  block_device_mappings: [{ ebs: { encrypted: "true", kms_key_id } }],
  root_block_device: { encrypted: true, kms_key_id },
  ebs_block_device: undefined,
});

const compute: readonly Breach[] = [
  attribute(
    "metadata-v2-only",
    "aws_launch_template",
    { metadata_options: { http_tokens: "required" } },
    { metadata_options: { http_tokens: "optional" } },
  ),
  attribute(
    "metadata-hop-limit",
    "aws_launch_template",
    { metadata_options: { http_put_response_hop_limit: 1 } },
    { metadata_options: { http_put_response_hop_limit: 2 } },
  ),
  {
    rule: "volumes-own-key",
    kept: (stacks) => {
      withOwn(stacks);
      stacks.set("aws_launch_template", encryptedVolume(KEY)).set("aws_instance", encryptedVolume(KEY));
    },
    broken: (stacks) => stacks.set("aws_instance", encryptedVolume(undefined)),
  },
  attribute("vm-without-public-address", "aws_instance", {}, { associate_public_ip_address: true }),
  attribute(
    "user-data-without-secrets",
    "aws_launch_template",
    {},
    { user_data: Buffer.from(["export AWS_KEY=AKIA", "IOSFODNN7EXAMPLE"].join("")).toString("base64") },
  ),
  attribute("vm-watched-closely", "aws_instance", ...on("monitoring")),
  attribute("vm-ebs-optimized", "aws_instance", ...on("ebs_optimized")),
  attribute("vm-has-role", "aws_instance", {}, { iam_instance_profile: undefined }),
  attribute("vm-termination-protected", "aws_instance", ...on("disable_api_termination")),
  attribute("vm-volume-outlives-it", "aws_instance", {}, { root_block_device: { encrypted: true } }),
  attribute("vm-volume-tagged", "aws_instance", {}, { root_block_device: { tags: { ManagedBy: "x" } } }),
];

const storage: readonly Breach[] = [
  ownKey("table-own-key", "aws_dynamodb_table", (kms_key_arn) => ({
    server_side_encryption: { kms_key_arn },
  })),
  attribute("table-restorable", "aws_dynamodb_table", {}, { point_in_time_recovery: { enabled: false } }),
  attribute("table-deletion-protected", "aws_dynamodb_table", ...on("deletion_protection_enabled")),
  attribute("table-scales", "aws_dynamodb_table", {}, { billing_mode: "PROVISIONED" }),
  attribute("data-never-destroyed", "aws_efs_file_system", {}, { lifecycle: {} }),
  attribute("file-system-encrypted", "aws_efs_file_system", ...on("encrypted")),
  ownKey("file-system-own-key", "aws_efs_file_system", (kms_key_id) => ({ kms_key_id })),
  {
    rule: "file-system-backed-up",
    broken: (stacks) =>
      stacks
        .drop("aws_backup_selection")
        .set("aws_efs_backup_policy", { backup_policy: { status: "DISABLED" } }),
  },
  { rule: "file-system-tls-only", broken: (stacks) => stacks.drop("aws_efs_file_system_policy") },
  attribute("access-point-own-directory", "aws_efs_access_point", {}, { root_directory: undefined }),
  attribute("access-point-own-user", "aws_efs_access_point", {}, { posix_user: undefined }),
  {
    rule: "mount-target-private",
    broken: (stacks) => stacks.set("aws_subnet", { map_public_ip_on_launch: true }),
  },
  ownKey("vault-own-key", "aws_backup_vault", (kms_key_arn) => ({ kms_key_arn })),
];

const byDefault = (kms_master_key_id: string) => ({
  rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id } }],
});
const ENCRYPTION = BUCKET("aws_s3_bucket_server_side_encryption_configuration");

const buckets: readonly Breach[] = [
  {
    rule: "bucket-closed-to-the-public",
    broken: (stacks) => stacks.set("aws_s3_bucket_public_access_block", { block_public_acls: false }),
  },
  companion("bucket-own-key", ENCRYPTION, byDefault(KEY), byDefault("alias/aws/s3")),
  {
    rule: "bucket-versioned",
    broken: (stacks) =>
      stacks.set("aws_s3_bucket_versioning", { versioning_configuration: { status: "Suspended" } }),
  },
  companion("bucket-access-logged", BUCKET("aws_s3_bucket_logging"), {}, undefined),
  companion(
    "bucket-tidied",
    BUCKET("aws_s3_bucket_lifecycle_configuration"),
    { rule: [{ status: "Enabled", abort_incomplete_multipart_upload: {}, expiration: {} }] },
    { rule: [{ status: "Enabled", expiration: {} }] },
  ),
  {
    rule: "bucket-without-acls",
    broken: (stacks) =>
      stacks.set("aws_s3_bucket_ownership_controls", { rule: { object_ownership: "ObjectWriter" } }),
  },
  {
    rule: "bucket-tls-only",
    broken: (stacks) => stacks.set("aws_s3_bucket_policy", { policy: text() }),
  },
  attribute(
    "bucket-policy-no-lockout",
    "aws_s3_bucket_policy",
    {},
    { policy: text({ Sid: "All", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }) },
  ),
  attribute("bucket-not-emptied-by-terraform", "aws_s3_bucket", {}, { force_destroy: true }),
  {
    rule: "object-own-key",
    kept: (stacks) => {
      withOwn(stacks);
      stacks.accompany(...ENCRYPTION, byDefault(KEY)).set("aws_s3_object", { kms_key_id: undefined });
    },
    broken: (stacks) => stacks.drop("aws_s3_bucket_server_side_encryption_configuration"),
  },
];

const databases: readonly Breach[] = [
  attribute("database-encrypted", "aws_db_instance", ...on("storage_encrypted")),
  ownKey("database-own-key", "aws_db_instance", (kms_key_id) => ({ kms_key_id })),
  attribute("database-private", "aws_db_instance", {}, { publicly_accessible: true }),
  attribute("database-backed-up", "aws_db_instance", {}, { backup_retention_period: 1 }),
  attribute("database-deletion-protected", "aws_db_instance", ...on("deletion_protection")),
  attribute("database-final-snapshot", "aws_db_instance", {}, { skip_final_snapshot: true }),
  attribute("database-standby", "aws_db_instance", ...on("multi_az")),
  attribute("database-iam-logins", "aws_db_instance", ...on("iam_database_authentication_enabled")),
  attribute("database-managed-password", "aws_db_instance", ...on("manage_master_user_password")),
  ownKey("database-password-own-key", "aws_db_instance", (value) => ({
    master_user_secret_kms_key_id: value,
  })),
  attribute("database-unusual-master", "aws_db_instance", {}, { username: "postgres" }),
  ownKey("database-insights", "aws_db_instance", (value) => ({
    performance_insights_enabled: true,
    performance_insights_kms_key_id: value,
  })),
  attribute("database-monitored", "aws_db_instance", { monitoring_interval: 60 }, { monitoring_interval: 0 }),
  attribute(
    "database-logs",
    "aws_db_instance",
    { enabled_cloudwatch_logs_exports: ["postgresql", "error"] },
    { enabled_cloudwatch_logs_exports: [] },
  ),
  attribute("database-minor-upgrades", "aws_db_instance", ...on("auto_minor_version_upgrade")),
  attribute("database-tagged-snapshots", "aws_db_instance", ...on("copy_tags_to_snapshot")),
  attribute("database-current-certificate", "aws_db_instance", {}, { ca_cert_identifier: "rds-ca-2019" }),
  attribute("database-tls-only", "aws_db_parameter_group", {}, { parameter: [] }),
  attribute(
    "database-statements-logged",
    "aws_db_parameter_group",
    {
      parameter: ["log_statement", "log_min_duration_statement"].map((name) => ({ name, value: "1" })),
    },
    { parameter: [] },
  ),
];

/** A queue's or a topic's policy stands in it, or beside it. */
const withoutPolicies = (rule: string, type: string, policy: string): Breach => ({
  rule,
  kept: (stacks) => stacks.drop(`${type}_policy`).set(type, { policy }),
  broken: (stacks) => stacks.set(type, { policy: text() }),
});

const messaging: readonly Breach[] = [
  ownKey("queue-own-key", "aws_sqs_queue", (kms_master_key_id) => ({ kms_master_key_id })),
  {
    rule: "queue-dead-letters",
    broken: (stacks) => stacks.set("aws_sqs_queue", { redrive_policy: undefined }),
  },
  withoutPolicies("queue-tls-only", "aws_sqs_queue", tlsOnly("sqs:*", "q")),
  ownKey("topic-own-key", "aws_sns_topic", (kms_master_key_id) => ({ kms_master_key_id })),
  withoutPolicies("topic-tls-only", "aws_sns_topic", tlsOnly("SNS:Publish", "t")),
  ownKey("schedule-own-key", "aws_scheduler_schedule", (kms_key_arn) => ({ kms_key_arn })),
  attribute("schedule-dead-letters", "aws_scheduler_schedule", {}, { target: { arn: "f" } }),
  attribute(
    "event-target-dead-letters",
    "aws_cloudwatch_event_target",
    { dead_letter_config: { arn: "q" } },
    { dead_letter_config: undefined },
  ),
];

const functions: readonly Breach[] = [
  attribute(
    "function-traced",
    "aws_lambda_function",
    { tracing_config: { mode: "Active" } },
    { tracing_config: { mode: "PassThrough" } },
  ),
  attribute(
    "function-concurrency-limited",
    "aws_lambda_function",
    { reserved_concurrent_executions: 1 },
    { reserved_concurrent_executions: -1 },
  ),
  attribute(
    "function-dead-letters",
    "aws_lambda_function",
    { dead_letter_config: { target_arn: "q" } },
    { dead_letter_config: undefined },
  ),
  attribute(
    "function-in-vpc",
    "aws_lambda_function",
    { vpc_config: { subnet_ids: [] } },
    { vpc_config: undefined },
  ),
  ownKey("function-own-key", "aws_lambda_function", (kms_key_arn) => ({ kms_key_arn })),
  attribute(
    "function-code-signed",
    "aws_lambda_function",
    { code_signing_config_arn: "c" },
    { code_signing_config_arn: undefined },
  ),
  attribute("function-current-runtime", "aws_lambda_function", {}, { runtime: "nodejs16.x" }),
  attribute(
    "function-without-secrets",
    "aws_lambda_function",
    {},
    { environment: { variables: { API_TOKEN: "x" } } },
  ),
  attribute("function-own-log", "aws_lambda_function", {}, { logging_config: undefined }),
  attribute("function-called-on-behalf", "aws_lambda_permission", {}, { source_arn: undefined }),
  attribute("api-access-logged", "aws_apigatewayv2_stage", {}, { access_log_settings: undefined }),
  attribute("api-throttled", "aws_apigatewayv2_stage", {}, { default_route_settings: undefined }),
  attribute(
    "api-route-authorized",
    "aws_apigatewayv2_route",
    { authorization_type: "AWS_IAM" },
    { authorization_type: "NONE" },
  ),
];

const CONDITION = { StringEquals: { "aws:ResourceTag/ManagedBy": "dev-vm" } };
const OWN = { Action: "sqs:SendMessage", Resource: "q" };
const EC2 = { Principal: { Service: "ec2.amazonaws.com" } };

const identity: readonly Breach[] = [
  statement("policy-names-actions", OWN, { Action: "sqs:*", Resource: "q" }),
  statement("policy-names-resources", OWN, { Action: "sqs:SendMessage", Resource: "*" }),
  statement("policy-without-escalation", OWN, { Action: "iam:PassRole", Resource: "r" }),
  resourcePolicy(
    "policy-without-everyone",
    { Principal: "*", Condition: CONDITION },
    { Principal: { AWS: "*" } },
  ),
  resourcePolicy(
    "policy-services-for-this-account",
    { Principal: { Service: "x.amazonaws.com" }, Condition: CONDITION },
    { Principal: { Service: "x.amazonaws.com" } },
  ),
  trust("role-for-named-principals", EC2, { Principal: { AWS: "arn:aws:iam::1:root" } }),
  trust("role-not-for-others", EC2, { Principal: { Service: "scheduler.amazonaws.com" } }),
  trust("vm-role-bounded", EC2, EC2),
  attribute(
    "no-ready-made-administrators",
    "aws_iam_role_policy_attachment",
    { policy_arn: "p" },
    { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
  ),
  { rule: "no-iam-users", broken: (stacks) => stacks.set("aws_iam_user", { name: "x" }) },
];

const session = (inputs: object) => ({
  document_type: "Session",
  content: JSON.stringify({ schemaVersion: "1.0", inputs }),
});
const LOGGED = { cloudWatchLogGroupName: "g", cloudWatchEncryptionEnabled: true };

const keysAndSecrets: readonly Breach[] = [
  attribute("key-rotated", "aws_kms_key", ...on("enable_key_rotation")),
  attribute("key-policy", "aws_kms_key", { policy: "{}" }, { policy: undefined }),
  attribute(
    "key-deletion-delayed",
    "aws_kms_key",
    { deletion_window_in_days: 30 },
    { deletion_window_in_days: 7 },
  ),
  attribute("key-enabled", "aws_kms_key", ...on("is_enabled")),
  ownKey("secret-own-key", "aws_secretsmanager_secret", (kms_key_id) => ({ kms_key_id })),
  companion(
    "secret-rotated",
    ["aws_secretsmanager_secret", "aws_secretsmanager_secret_rotation", "secret_id"],
    { rotation_rules: { automatically_after_days: 30 } },
    { rotation_rules: { automatically_after_days: 365 } },
  ),
  attribute("secret-recoverable", "aws_secretsmanager_secret", {}, { recovery_window_in_days: 0 }),
  attribute("parameter-encrypted", "aws_ssm_parameter", { type: "SecureString" }, { type: "String" }),
  attribute("parameter-without-secrets", "aws_ssm_parameter", {}, { name: "/dev-vm/api-token" }),
  attribute(
    "session-logged-and-encrypted",
    "aws_ssm_document",
    session({ kmsKeyId: "k", ...LOGGED }),
    session({ kmsKeyId: "k", ...LOGGED, cloudWatchEncryptionEnabled: false }),
  ),
  attribute("document-private", "aws_ssm_document", {}, { permissions: { account_ids: "all" } }),
];

const logging: readonly Breach[] = [
  attribute(
    "log-kept-a-year",
    "aws_cloudwatch_log_group",
    { retention_in_days: 365 },
    { retention_in_days: 90 },
  ),
  ownKey("log-own-key", "aws_cloudwatch_log_group", (kms_key_id) => ({ kms_key_id })),
  attribute("alarm-has-action", "aws_cloudwatch_metric_alarm", {}, { alarm_actions: undefined }),
  attribute("alarm-reports-recovery", "aws_cloudwatch_metric_alarm", {}, { ok_actions: undefined }),
  attribute("alarm-names-runbook", "aws_cloudwatch_metric_alarm", {}, { alarm_description: "Look." }),
  unwatched("function-errors-watched", "Errors"),
  unwatched("function-throttles-watched", "Throttles"),
  unwatched("queue-age-watched", "ApproximateAgeOfOldestMessage"),
  attribute("alarm-not-muted", "aws_cloudwatch_metric_alarm", {}, { actions_enabled: false }),
  attribute("trail-everywhere", "aws_cloudtrail", ...on("is_multi_region_trail")),
  attribute("trail-tamper-proof", "aws_cloudtrail", ...on("enable_log_file_validation")),
  ownKey("trail-own-key", "aws_cloudtrail", (kms_key_id) => ({ kms_key_id })),
  attribute(
    "trail-searchable",
    "aws_cloudtrail",
    { cloud_watch_logs_group_arn: "g" },
    { cloud_watch_logs_group_arn: undefined },
  ),
  attribute("trail-announced", "aws_cloudtrail", { sns_topic_name: "t" }, { sns_topic_name: undefined }),
  attribute("trail-running", "aws_cloudtrail", ...on("enable_logging")),
];

const specification = (tags: object) => ({
  tag_specifications: ["instance", "volume"].map((resource_type) => ({ resource_type, tags })),
});

const tags: readonly Breach[] = [
  { rule: "default-tags", broken: (stacks) => stacks.provider({ default_tags: [] }) },
  attribute("tags-not-overruled", "aws_instance", {}, { tags: { ManagedBy: "somebody" } }),
  attribute(
    "launch-template-tags",
    "aws_launch_template",
    specification({ ManagedBy: "dev-vm", Environment: "dev" }),
    specification({ ManagedBy: "dev-vm" }),
  ),
];

/** One for every rule. */
export const BREACHES: readonly Breach[] = [
  ...network,
  ...compute,
  ...storage,
  ...buckets,
  ...databases,
  ...messaging,
  ...functions,
  ...identity,
  ...keysAndSecrets,
  ...logging,
  ...tags,
];
