import { OPERATIONAL_TAGS } from "../../core/vm/tags";
import { fleetYaml } from "../support/fleet-yaml";
import { resourcesOf, synthesizeConfig } from "../support/synthesize-config";

const made = synthesizeConfig(fleetYaml({ developers: ["john-smith", "jane-doe"] }));
const foundation = made.stack("foundation");
const platform = made.stack("platform");
const fleet = made.stack("fleet-clienta");
afterAll(() => made.remove());

const stateful = [
  ...resourcesOf(foundation, "aws_kms_key"),
  ...resourcesOf(foundation, "aws_efs_file_system"),
  ...resourcesOf(foundation, "aws_db_instance"),
  ...resourcesOf(foundation, "aws_backup_vault"),
  ...resourcesOf(platform, "aws_dynamodb_table"),
];

test.each(stateful)("%s cannot be destroyed by a plan", (_name, { lifecycle }) => {
  expect(lifecycle).toMatchObject({ prevent_destroy: true });
});

test("there is a rotated key for each kind of data, with an alias and a deletion window of a month", () => {
  const keys = resourcesOf(foundation, "aws_kms_key").map(([, key]) => key);
  expect(keys).toHaveLength(5);
  for (const key of keys)
    expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
  const aliases = resourcesOf(foundation, "aws_kms_alias").map(([, { name }]) => name);
  expect(aliases.sort()).toEqual(
    ["audit", "databases", "homes", "platform", "volumes"].map((name) => `alias/dev-vm-${name}`),
  );
});

test.each(resourcesOf(foundation, "aws_db_instance"))(
  "%s is private, encrypted, backed up and guarded",
  (_name, db) => {
    expect(db).toMatchObject({
      storage_encrypted: true,
      publicly_accessible: false,
      manage_master_user_password: true,
      deletion_protection: true,
      skip_final_snapshot: false,
      backup_retention_period: 7,
    });
    expect(db).not.toHaveProperty("password");
  },
);

test.each([
  ["postgres", { name: "rds.force_ssl", value: "1" }],
  ["mysql", { name: "require_secure_transport", value: "ON" }],
])("%s refuses connections without TLS", (engine, setting) => {
  const [, group] =
    resourcesOf(foundation, "aws_db_parameter_group").find(([name]) => name.includes(engine)) ?? [];
  expect(group?.["parameter"]).toContainEqual({ ...setting, apply_method: "immediate" });
});

test("the table is protected against deletion and can be restored to any second", () => {
  expect(resourcesOf(platform, "aws_dynamodb_table").map(([, table]) => table)).toMatchObject([
    { deletion_protection_enabled: true, point_in_time_recovery: { enabled: true } },
  ]);
});

test("the only inbound traffic is NFS and SQL from the VMs' own security group", () => {
  const rules = resourcesOf(foundation, "aws_vpc_security_group_ingress_rule").map(([, rule]) => rule);
  expect(rules.map(({ from_port }) => from_port).sort()).toEqual([2049, 3306, 5432]);
  for (const rule of rules) {
    expect(rule["referenced_security_group_id"]).toContain("vm-security-group");
    expect(rule).not.toHaveProperty("cidr_ipv4");
  }
});

test.each(resourcesOf(platform, "aws_sqs_queue"))(
  "%s is encrypted, and has or is a dead-letter queue",
  (name, queue) => {
    expect(queue["kms_master_key_id"]).toContain("aws_kms_key");
    const isDeadLetterQueue = /dead-letters|failed-events/.test(name);
    expect("redrive_policy" in queue).toBe(!isDeadLetterQueue);
  },
);

test("every Lambda has its own role, log group, and alarms on errors and throttles", () => {
  const functions = resourcesOf(platform, "aws_lambda_function").map(([, body]) => body);
  const names = functions.map(({ function_name }) => function_name);
  const logs = resourcesOf(platform, "aws_cloudwatch_log_group").map(([, { name }]) => name);
  const alarms = resourcesOf(platform, "aws_cloudwatch_metric_alarm").map(([, { alarm_name }]) => alarm_name);
  expect(names).toHaveLength(5);
  expect(new Set(functions.map(({ role }) => role)).size).toBe(5);
  for (const name of names) {
    expect(logs).toContain(`/aws/lambda/${name}`);
    expect(alarms).toEqual(expect.arrayContaining([`${name}-errors`, `${name}-throttles`]));
  }
});

test("no Lambda's environment contains a secret, only names of secrets", () => {
  for (const [, { environment }] of resourcesOf(platform, "aws_lambda_function")) {
    const { variables } = environment as { variables: Record<string, string> };
    const suspicious = Object.keys(variables).filter((key) => /token|password|secret/i.test(key));
    expect(suspicious.every((key) => key.endsWith("_SECRET_ID"))).toBe(true);
  }
});

test.each(resourcesOf(platform, "aws_launch_template"))(
  "%s gives IMDSv2 only, tags in it, and no identity",
  (_name, body) => {
    expect(body["metadata_options"]).toMatchObject({
      http_tokens: "required",
      instance_metadata_tags: "enabled",
    });
    const stub = /base64decode\("([^"]+)"\)/.exec(String(body["user_data"]))?.[1] ?? "";
    const text = Buffer.from(stub, "base64").toString();
    expect(text).toContain("devvm-boot.service");
    expect(text).not.toMatch(/john-smith|jane-doe|ClientA/i);
  },
);

test("an identity's role has the boundary, the path and the tags that its permissions depend on", () => {
  const roles = resourcesOf(fleet, "aws_iam_role").map(([, role]) => role);
  expect(roles).toHaveLength(2);
  for (const role of roles) {
    expect(role["path"]).toBe("/dev-vm/");
    expect(role["permissions_boundary"]).toBe("${local.boundary_arn}");
    expect(Object.keys(role["tags"] as object).sort()).toEqual([
      "ClientName",
      "DeveloperName",
      "HomeAccessPoint",
    ]);
  }
});

test.each(resourcesOf(fleet, "aws_instance"))(
  "%s ignores changes of what is fixed at its launch",
  (_name, instance) => {
    const { ignore_changes } = instance["lifecycle"] as { ignore_changes: string[] };
    expect(ignore_changes).toEqual(
      expect.arrayContaining([
        ...["ami", "launch_template", "subnet_id", "user_data", 'tags["CreatedDate"]'],
        ...["instance_type", "hibernation"],
      ]),
    );
    const { InstanceType } = instance["tags"] as Record<string, string>;
    // An ignored type must still reach the VM: start-stop uses the tag.
    expect(InstanceType).toBe(instance["instance_type"]);
  },
);

test.each(["foundation", "platform", "fleet-clienta"])(
  "%s does not take operational tags for drift",
  (name) => {
    const [aws] = made.stack(name).provider.aws;
    expect(aws?.["ignore_tags"]).toEqual([{ keys: [...OPERATIONAL_TAGS] }]);
  },
);

test("IAM variables are escaped, so that Terraform does not interpolate them", () => {
  const text = made.texts.get("platform") ?? "";
  expect(text).toContain("$${aws:PrincipalTag/HomeAccessPoint}");
  expect(text).not.toMatch(/[^$]\$\{aws:/);
});

test("state in S3 is encrypted and locked by its own lock file", () => {
  const remote = synthesizeConfig(fleetYaml({ extra: { state: { backend: "s3", bucket: "acme-state" } } }));
  expect(remote.stack("platform").terraform).toMatchObject({
    backend: {
      s3: { bucket: "acme-state", key: "dev-vm/platform.tfstate", encrypt: true, use_lockfile: true },
    },
  });
  remote.remove();
});
