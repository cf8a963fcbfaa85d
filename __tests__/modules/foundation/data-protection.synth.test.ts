import { fleetYaml } from "../../support/fleet-yaml";
import { resourcesOf, type Synthesized, synthesizeConfig } from "../../support/synthesize-config";

const made: Synthesized[] = [];
function foundationOf(extra: Record<string, unknown> = {}, databases = true) {
  const one = synthesizeConfig(fleetYaml({ databases, extra }));
  made.push(one);
  return one.stack("foundation");
}
afterAll(() => {
  for (const one of made) one.remove();
});

type Body = Record<string, unknown>;
const foundation = foundationOf();
const only = (type: string, stack = foundation) => resourcesOf(stack, type).map(([, body]) => body)[0];
const databases = Object.fromEntries(
  resourcesOf(foundation, "aws_db_instance").map(([, body]) => [body["engine"] as string, body]),
);
const parametersOf = (engine: string) =>
  resourcesOf(foundation, "aws_db_parameter_group")
    .filter(([name]) => name.includes(engine))
    .flatMap(([, { parameter }]) => parameter as { name: string; value: string }[])
    .map(({ name, value }) => `${name}=${value}`);

describe("backups", () => {
  test("are made every day, in the config's time zone, with the config's retention", () => {
    expect(only("aws_backup_plan")?.["rule"]).toMatchObject([
      {
        schedule: "cron(0 5 * * ? *)",
        schedule_expression_timezone: "US/Eastern",
        lifecycle: { delete_after: 35 },
      },
    ]);
  });

  test("include the homes and every database", () => {
    const { resources } = only("aws_backup_selection") as { resources: string[] };
    expect(resources.map((arn) => /aws_[a-z_]+/.exec(arn)?.[0])).toEqual([
      "aws_efs_file_system",
      "aws_db_instance",
      "aws_db_instance",
    ]);
    expect(
      (only("aws_backup_selection", foundationOf({}, false)) as { resources: [] }).resources,
    ).toHaveLength(1);
  });

  test("are in a vault with the project's key, which no plan destroys and whose policy denies deletions", () => {
    const vault = only("aws_backup_vault");
    expect(vault).toMatchObject({ lifecycle: { prevent_destroy: true } });
    expect(vault?.["kms_key_arn"]).toContain("keys_homes");
    const { policy } = only("aws_backup_vault_policy") as { policy: string };
    expect(JSON.parse(policy).Statement).toMatchObject([
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: expect.arrayContaining(["backup:DeleteRecoveryPoint"]),
      },
    ]);
  });

  test("are not duplicated by the file system's default plan", () => {
    expect(only("aws_efs_backup_policy")?.["backup_policy"]).toEqual({ status: "DISABLED" });
  });

  test.each([
    ["governance", { mode: "governance" }, [{ min_retention_days: 7, max_retention_days: 365 }]],
    [
      "compliance",
      { mode: "compliance", graceDays: 5 },
      [{ min_retention_days: 7, max_retention_days: 365, changeable_for_days: 5 }],
    ],
    ["none", { mode: "none" }, []],
  ])("the vault's lock in mode %s", (_mode, lock, expected) => {
    const locks = resourcesOf(
      foundationOf({ backup: { lock } }, false),
      "aws_backup_vault_lock_configuration",
    );
    expect(
      locks.map(([, { min_retention_days, max_retention_days, changeable_for_days }]) => ({
        min_retention_days,
        max_retention_days,
        ...(changeable_for_days === undefined ? {} : { changeable_for_days }),
      })),
    ).toEqual(expected);
  });

  test("can be moved to cold storage", () => {
    const stack = foundationOf({ backup: { keepDays: 200, coldAfterDays: 30 } }, false);
    expect(only("aws_backup_plan", stack)?.["rule"]).toMatchObject([
      { lifecycle: { cold_storage_after: 30, delete_after: 200 } },
    ]);
  });

  test("that fail are reported on the alarm topic, which EventBridge may publish to", () => {
    const [rule] = resourcesOf(foundation, "aws_cloudwatch_event_rule")
      .map(([, body]) => body)
      .filter(({ name }) => name === "dev-vm-backup-failed");
    expect(JSON.parse(String(rule?.["event_pattern"]))).toMatchObject({
      source: ["aws.backup"],
      detail: { state: ["ABORTED", "EXPIRED", "FAILED"] },
    });
    const { policy } = only("aws_sns_topic_policy") as { policy: string };
    const { Statement } = JSON.parse(policy) as { Statement: { Principal: unknown; Condition?: unknown }[] };
    expect(Statement.map(({ Principal }) => Principal)).toContainEqual({ Service: "events.amazonaws.com" });
    expect(Statement.filter(({ Condition }) => !Condition)).toHaveLength(1);
  });

  test("that never start are reported too: if no job completed in two days, or there is no data", () => {
    const [alarm] = resourcesOf(foundation, "aws_cloudwatch_metric_alarm")
      .map(([, body]) => body)
      .filter(({ alarm_name }) => alarm_name === "dev-vm-backup-missing");
    expect(alarm).toMatchObject({
      namespace: "AWS/Backup",
      metric_name: "NumberOfBackupJobsCompleted",
      dimensions: { BackupVaultName: expect.stringContaining("aws_backup_vault.") },
      statistic: "Sum",
      period: 86_400,
      evaluation_periods: 2,
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
    });
    expect(alarm?.["alarm_actions"]).toEqual([expect.stringContaining("aws_sns_topic.")]);
  });
});

describe("homes", () => {
  test("move unused files to a cheaper class, and move them back at their next use", () => {
    expect(only("aws_efs_file_system")?.["lifecycle_policy"]).toEqual([
      { transition_to_ia: "AFTER_30_DAYS" },
      { transition_to_primary_storage_class: "AFTER_1_ACCESS" },
    ]);
    const stack = foundationOf({ homes: { infrequentAfterDays: 1, archiveAfterDays: 90 } }, false);
    expect(only("aws_efs_file_system", stack)?.["lifecycle_policy"]).toEqual([
      { transition_to_ia: "AFTER_1_DAY" },
      { transition_to_primary_storage_class: "AFTER_1_ACCESS" },
      { transition_to_archive: "AFTER_90_DAYS" },
    ]);
  });
});

describe("databases", () => {
  test("log connections, slow statements and schema changes", () => {
    expect(parametersOf("postgres")).toEqual(
      expect.arrayContaining(["log_connections=1", "log_disconnections=1", "log_statement=ddl"]),
    );
    expect(parametersOf("mysql")).toEqual(expect.arrayContaining(["slow_query_log=1", "log_output=FILE"]));
  });

  test("send their logs to existing groups, with a retention and a key", () => {
    for (const [engine, { enabled_cloudwatch_logs_exports, depends_on }] of Object.entries(databases)) {
      for (const log of enabled_cloudwatch_logs_exports as string[]) {
        const [address, group] =
          resourcesOf(foundation, "aws_cloudwatch_log_group").find(
            ([, { name }]) => name === `/aws/rds/instance/dev-vm-${engine}/${log}`,
          ) ?? [];
        expect(group).toMatchObject({ retention_in_days: 365 });
        expect(group?.["kms_key_id"]).toContain("keys_databases");
        expect(depends_on).toContain(`aws_cloudwatch_log_group.${address}`);
      }
    }
  });

  test("have Performance Insights, with their key, if their instance class supports it", () => {
    expect(databases["postgres"]).toMatchObject({ performance_insights_enabled: true });
    expect(databases["postgres"]?.["performance_insights_kms_key_id"]).toContain("keys_databases");
    expect(databases["mysql"]).not.toHaveProperty("performance_insights_enabled");
  });

  test("are backed up and maintained at night, and upgraded to minor versions", () => {
    for (const body of Object.values(databases)) {
      expect(body).toMatchObject({
        backup_window: "06:00-07:00",
        maintenance_window: "sun:07:30-sun:08:30",
        auto_minor_version_upgrade: true,
        monitoring_interval: 60,
      });
    }
  });

  test("leave a final snapshot under a name that is unique for each server", () => {
    for (const { final_snapshot_identifier, lifecycle } of Object.values(databases) as Body[]) {
      expect(final_snapshot_identifier).toContain("timestamp()");
      expect(lifecycle).toMatchObject({
        ignore_changes: expect.arrayContaining(["final_snapshot_identifier"]),
      });
    }
  });

  test("have a certificate authority only if the config sets one", () => {
    expect(databases["postgres"]).not.toHaveProperty("ca_cert_identifier");
    const postgres = { instanceClass: "db.t4g.small", storageGb: 20, caCertificate: "rds-ca-ecc384-g1" };
    const stack = foundationOf({ databases: { postgres } });
    expect(only("aws_db_instance", stack)).toMatchObject({ ca_cert_identifier: "rds-ca-ecc384-g1" });
  });

  test("depend only on network, settings, logs, monitoring and key", () => {
    const waits = [...JSON.stringify(databases["postgres"]).matchAll(/aws_[a-z_]+(?=\.)/g)].map(
      ([type]) => type,
    );
    expect([...new Set(waits)].sort()).toEqual([
      "aws_cloudwatch_log_group",
      "aws_db_parameter_group",
      "aws_db_subnet_group",
      "aws_iam_role",
      "aws_kms_key",
      "aws_security_group",
    ]);
  });
});
