import { fleetYaml } from "../support/fleet-yaml";
import { resourcesOf, type StackJson, synthesizeConfig } from "../support/synthesize-config";

const made = synthesizeConfig(fleetYaml({ developers: ["john-smith", "jane-doe"] }));
const stacks = new Map(
  ["foundation", "platform", "fleet-clienta"].map((name) => [name, made.stack(name)] as const),
);
afterAll(() => made.remove());

type Key = "homes" | "databases" | "volumes" | "platform" | "audit";

/** The key whose ARN a value is, resolved through stacks and locals. */
function keyOf(stack: StackJson, value: unknown): string | undefined {
  const local = /^\$\{local\.(\w+)\}$/.exec(String(value))?.[1];
  const text = local ? stack.locals?.[local] : value;
  return /aws_kms_key\.?keys_([a-z]+)_/.exec(String(text))?.[1];
}

/** All resource types that store data, of all stacks, with the argument that names their key. */
const STORES: readonly [stack: string, type: string, argument: (body: Body) => unknown, key: Key][] = [
  ["foundation", "aws_efs_file_system", ({ kms_key_id }) => kms_key_id, "homes"],
  ["foundation", "aws_db_instance", ({ kms_key_id }) => kms_key_id, "databases"],
  ["foundation", "aws_db_instance", (db) => db["master_user_secret_kms_key_id"], "databases"],
  ["foundation", "aws_backup_vault", ({ kms_key_arn }) => kms_key_arn, "homes"],
  ["platform", "aws_launch_template", (body) => firstEbs(body)["kms_key_id"], "volumes"],
  ["platform", "aws_sqs_queue", ({ kms_master_key_id }) => kms_master_key_id, "platform"],
  ["foundation", "aws_sns_topic", ({ kms_master_key_id }) => kms_master_key_id, "platform"],
  ["foundation", "aws_cloudtrail", ({ kms_key_id }) => kms_key_id, "audit"],
  [
    "platform",
    "aws_dynamodb_table",
    (body) => block(body, "server_side_encryption")["kms_key_arn"],
    "platform",
  ],
  ["platform", "aws_cloudwatch_log_group", ({ kms_key_id }) => kms_key_id, "platform"],
  ["platform", "aws_secretsmanager_secret", ({ kms_key_id }) => kms_key_id, "platform"],
  ["platform", "aws_lambda_function", ({ kms_key_arn }) => kms_key_arn, "platform"],
  ["fleet-clienta", "aws_instance", (body) => block(body, "root_block_device")["kms_key_id"], "volumes"],
];

type Body = Record<string, unknown>;
/** Session logs belong to the audit, although the platform creates their group. */
const ofAudit = ({ name }: Body) => name === "/dev-vm/sessions";
const block = (body: Body, name: string) => body[name] as Body;
const firstEbs = (body: Body) => (body["block_device_mappings"] as [{ ebs: Body }])[0].ebs;

test.each(STORES)("in %s, every %s is encrypted with the right key", (name, type, argument, key) => {
  const stack = stacks.get(name) as StackJson;
  const stores = resourcesOf(stack, type);
  expect(stores).not.toEqual([]);
  for (const [address, body] of stores)
    expect([address, keyOf(stack, argument(body))]).toEqual([address, ofAudit(body) ? "audit" : key]);
});

test("in foundation, a database's logs are encrypted with the key of databases, all others with that of the audit", () => {
  const stack = stacks.get("foundation") as StackJson;
  for (const [, { name, kms_key_id }] of resourcesOf(stack, "aws_cloudwatch_log_group"))
    expect(keyOf(stack, kms_key_id)).toBe(String(name).startsWith("/aws/rds/") ? "databases" : "audit");
});

test("a VM sets the encryption of its volume itself, independently of its template", () => {
  for (const [, body] of resourcesOf(stacks.get("fleet-clienta") as StackJson, "aws_instance"))
    expect(block(body, "root_block_device")["encrypted"]).toBe(true);
  for (const [, body] of resourcesOf(stacks.get("platform") as StackJson, "aws_launch_template"))
    expect(firstEbs(body)["encrypted"]).toBe("true");
});

test("another key for volumes does not replace a VM", () => {
  for (const [, { lifecycle }] of resourcesOf(stacks.get("fleet-clienta") as StackJson, "aws_instance"))
    expect(lifecycle).toMatchObject({
      ignore_changes: expect.arrayContaining(["root_block_device[0].kms_key_id"]),
    });
});

test("encrypted log groups and alarms have the names that their key's policy expects", () => {
  for (const stack of stacks.values()) {
    for (const [, { name, kms_key_id }] of resourcesOf(stack, "aws_cloudwatch_log_group"))
      if (kms_key_id) expect(name).toContain("dev-vm");
    for (const [, { alarm_name }] of resourcesOf(stack, "aws_cloudwatch_metric_alarm"))
      expect(alarm_name).toMatch(/^dev-vm-/);
  }
});

test("every function may decrypt only its own environment", () => {
  const platform = stacks.get("platform") as StackJson;
  const names = resourcesOf(platform, "aws_lambda_function").map(([, { function_name }]) => function_name);
  const policies = resourcesOf(platform, "aws_iam_role_policy").map(([, body]) => body);
  for (const name of names) {
    const { policy } = policies.find((body) => body["name"] === name) as { policy: string };
    const { Statement } = JSON.parse(policy) as { Statement: { Sid: string; Condition?: unknown }[] };
    const own = Statement.find(({ Sid }) => Sid === "DecryptOwnEnvironment");
    expect(JSON.stringify(own?.Condition)).toMatch(new RegExp(`:function:${name}"`));
  }
});
