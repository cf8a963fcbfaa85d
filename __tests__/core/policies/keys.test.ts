import type { Deployment } from "../../../core/aws/deployment";
import type { Statement } from "../../../core/policies/document";
import { KEY_NAMES, type KeyName, keyPolicy } from "../../../core/policies/keys";
import { useKeyThrough, useVolumesKey } from "../../../core/policies/use-keys";

const deployment: Deployment = {
  partition: "aws",
  region: "eu-west-1",
  account: "123456789012",
  project: "dev-vm",
};
const ROOT = "arn:aws:iam::123456789012:root";
const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1";

const statements = (name: KeyName) => keyPolicy(deployment, name).Statement;
const find = (name: KeyName, sid: string) => statements(name).find(({ Sid }) => Sid === sid);
const list = (value: string | readonly string[]) => (typeof value === "string" ? [value] : value);
const servicesOf = ({ Principal }: Statement) => list(Principal?.["Service"] ?? []);

describe.each(KEY_NAMES)("the policy of the key for %s", (name) => {
  test("is within the size limit of KMS, and names every action in full", () => {
    expect(JSON.stringify(keyPolicy(deployment, name)).length).toBeLessThan(32_768);
    for (const { Action } of statements(name))
      for (const action of list(Action)) expect(action).toMatch(/^kms:[A-Za-z]+$/);
  });

  test("lets the account administer the key, which prevents a lockout, but not use it directly", () => {
    const administer = find(name, "AccountAdministers");
    expect(administer).toMatchObject({ Effect: "Allow", Principal: { AWS: ROOT } });
    expect(administer?.Action).toEqual(expect.arrayContaining(["kms:PutKeyPolicy", "kms:CancelKeyDeletion"]));
    for (const action of administer?.Action ?? [])
      expect(action).not.toMatch(/Encrypt|Decrypt|DataKey|CreateGrant|kms:\*/);
  });

  test("lets the account use the key only through services, or with the context of a session or a function", () => {
    const uses = statements(name).filter(
      ({ Principal, Action }) => Principal?.["AWS"] && list(Action).some((one) => one === "kms:Decrypt"),
    );
    expect(uses.length).toBeGreaterThan(0);
    for (const { Sid, Condition } of uses) {
      expect(Condition?.["StringEquals"]?.["kms:CallerAccount"]).toBe("123456789012");
      if (Sid === "SessionChannels" || Sid === "FunctionEnvironments") continue;
      const services = Condition?.["StringEquals"]?.["kms:ViaService"] ?? [];
      expect(services).not.toEqual([]);
      for (const service of list(services)) expect(service).toMatch(/^[a-z0-9]+\.eu-west-1\.amazonaws\.com$/);
    }
  });

  test("allows grants only for AWS resources", () => {
    const granting = statements(name).filter(({ Action }) => list(Action).includes("kms:CreateGrant"));
    expect(granting).toHaveLength(1);
    expect(granting[0]?.Condition).toMatchObject({
      Bool: { "kms:GrantIsForAWSResource": "true" },
      StringEquals: { "kms:CallerAccount": "123456789012" },
    });
  });

  test("restricts every service to this account, except EventBridge, which sends none", () => {
    for (const statement of statements(name)) {
      if (servicesOf(statement).length === 0 || servicesOf(statement).includes("events.amazonaws.com"))
        continue;
      expect(JSON.stringify(statement.Condition)).toContain("123456789012");
    }
  });

  test("lets no service administer the key", () => {
    for (const { Principal, Action } of statements(name))
      if (Principal?.["Service"]) expect(list(Action).join()).not.toMatch(/Put|Schedule|Disable|Grant/);
  });
});

test.each<[KeyName, string[]]>([
  ["homes", ["elasticfilesystem", "backup"]],
  ["databases", ["rds", "secretsmanager"]],
  ["volumes", ["ec2"]],
  ["platform", ["sqs", "sns", "dynamodb", "lambda", "secretsmanager", "ssm"]],
  ["audit", ["s3"]],
])("the key for %s is used through %s", (name, services) => {
  expect(find(name, "AccountUsesThroughServices")?.Condition?.["StringEquals"]?.["kms:ViaService"]).toEqual(
    services.map((service) => `${service}.eu-west-1.amazonaws.com`),
  );
});

test.each<[KeyName, string[]]>([
  ["homes", []],
  ["databases", ["logs.eu-west-1.amazonaws.com"]],
  ["volumes", []],
  [
    "platform",
    ["logs.eu-west-1.amazonaws.com", "events.amazonaws.com", "cloudwatch.amazonaws.com", "sns.amazonaws.com"],
  ],
  ["audit", ["logs.eu-west-1.amazonaws.com", "cloudtrail.amazonaws.com", "delivery.logs.amazonaws.com"]],
])("the key for %s is used by these services on their own behalf: %s", (name, services) => {
  expect(statements(name).flatMap(servicesOf)).toEqual(services);
});

test("only log groups with the project's name can use a key", () => {
  for (const name of ["databases", "platform", "audit"] as const)
    expect(find(name, "LogGroups")?.Condition).toEqual({
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:*dev-vm*",
      },
    });
});

test("a trail can use the key only with its own ARN, which is in its files' context too", () => {
  const own = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/dev-vm*";
  expect(find("audit", "Trails")?.Condition).toEqual({
    ArnLike: { "aws:SourceArn": own },
    ArnLikeIfExists: { "kms:EncryptionContext:aws:cloudtrail:arn": own },
  });
});

test("EventBridge's use of the key has no condition on account or rule, which it never sends", () => {
  expect(find("platform", "EventRules")).not.toHaveProperty("Condition");
});

test("a caller that starts a VM may create the grant for its volumes, and use the key only through EC2", () => {
  const [grant, use] = useVolumesKey(deployment, keyArn);
  expect(grant).toMatchObject({
    Action: "kms:CreateGrant",
    Resource: keyArn,
    Condition: {
      Bool: { "kms:GrantIsForAWSResource": "true" },
      StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" },
    },
  });
  expect(use?.Action).toEqual(
    expect.arrayContaining(["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"]),
  );
  expect(use?.Condition).toEqual({ StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } });
});

test("a principal can use a key only through the given services", () => {
  expect(useKeyThrough(deployment, keyArn, "UseKey", ["sqs", "dynamodb"])).toMatchObject({
    Resource: keyArn,
    Condition: {
      StringEquals: { "kms:ViaService": ["sqs.eu-west-1.amazonaws.com", "dynamodb.eu-west-1.amazonaws.com"] },
    },
  });
});
