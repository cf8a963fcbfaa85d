import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeImagesCommand, DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateAccessPointCommand,
  CreateFileSystemCommand,
  DescribeAccessPointsCommand,
  EFSClient,
} from "@aws-sdk/client-efs";
import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { OPERATING_SYSTEMS } from "../../../../core/vm/os";
import { type Emulator, type RecordedCall, startEmulator } from "../../../../local/aws/api/start-emulator";
import { findPython } from "../../../../local/tools/python";
import { launch, sdkConfig } from "./fixture";

jest.setTimeout(30_000);

const EMULATOR = join(__dirname, "../../../../local/aws/api");
let emulator: Emulator;
const clients: { destroy(): void }[] = [];
const opened = <T extends { destroy(): void }>(client: T): T => {
  clients.push(client);
  return client;
};

beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  for (const client of clients) client.destroy();
  await emulator?.stop();
});

const lastCall = async (): Promise<RecordedCall | undefined> => (await emulator.calls()).calls.at(-1);

test("the README lists every correction, and nothing else", async () => {
  const { stdout } = spawnSync(await findPython(), [EMULATOR, "--list-corrections"], { encoding: "utf8" });
  const rows = stdout.trim().split("\n");
  const table = readFileSync(join(EMULATOR, "README.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    // A formatter may align the columns.
    .map((line) => line.replace(/ +\|/g, " |"));
  expect(rows.length).toBeGreaterThan(30);
  expect(table.filter((line) => !/^\| (-|service \|)/.test(line))).toEqual(rows);
});

test.each(OPERATING_SYSTEMS.map((os) => [os.name, os] as const))(
  "finds the vendor's image of %s",
  async (_name, os) => {
    const ec2 = opened(new EC2Client(sdkConfig(emulator)));
    const ssm = opened(new SSMClient(sdkConfig(emulator)));
    const search =
      "ssmParameter" in os.image
        ? {
            ImageIds: [
              (await ssm.send(new GetParameterCommand({ Name: os.image.ssmParameter }))).Parameter?.Value ??
                "",
            ],
          }
        : { Owners: [os.image.owner], Filters: [{ Name: "name", Values: [os.image.namePattern] }] };
    const { Images } = await ec2.send(new DescribeImagesCommand(search));
    expect(Images?.length).toBeGreaterThan(0);
    for (const image of Images ?? []) {
      expect(image).toMatchObject({
        RootDeviceName: os.rootDevice,
        Architecture: "x86_64",
        State: "available",
      });
    }
  },
);

test("the clock is set, moves on, and a reset returns it to real time", async () => {
  await emulator.setClock(new Date("2030-01-01T00:00:00Z"));
  await emulator.advance(86_400);
  expect((await emulator.now()).toISOString()).toMatch(/^2030-01-02T00:00:0/);
  await emulator.reset();
  expect(Math.abs((await emulator.now()).getTime() - Date.now())).toBeLessThan(10_000);
});

test("a message is delivered whichever way the clock jumps", async () => {
  const sqs = opened(new SQSClient(sdkConfig(emulator)));
  await emulator.setClock(new Date("2035-01-01T00:00:00Z"));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "jumps" }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
  await emulator.setClock(new Date("2025-01-01T00:00:00Z"));
  const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 60 }));
  expect((await receive()).Messages?.[0]?.Body).toBe("hello");
  await emulator.setClock(new Date("2040-01-01T00:00:00Z"));
  expect((await receive()).Messages).toBeUndefined();
});

test("a call is recorded with its service, action, parameters and error", async () => {
  const ec2 = opened(new EC2Client(sdkConfig(emulator)));
  const asked = ec2.send(new DescribeInstancesCommand({ InstanceIds: ["i-0123456789abcdef0"] }));
  await expect(asked).rejects.toThrow();
  expect(await lastCall()).toMatchObject({
    service: "ec2",
    action: "DescribeInstances",
    params: { InstanceIds: ["i-0123456789abcdef0"] },
    principal: "arn:aws:iam::123456789012:user/test",
    status: 400,
    errorCode: "InvalidInstanceID.NotFound",
  });
});

test("REST calls are recorded under the names of their operations", async () => {
  const s3 = opened(new S3Client(sdkConfig(emulator)));
  await s3.send(new CreateBucketCommand({ Bucket: "boot" }));
  await s3.send(new PutObjectCommand({ Bucket: "boot", Key: "boot/current.json", Body: "{}" }));
  await s3.send(new GetObjectCommand({ Bucket: "boot", Key: "boot/current.json" }));
  await s3.send(new ListObjectsV2Command({ Bucket: "boot", Prefix: "boot/" }));
  const { calls } = await emulator.calls();
  expect(calls.map(({ service, action }) => `${service}:${action}`)).toEqual([
    "s3:CreateBucket",
    "s3:PutObject",
    "s3:GetObject",
    "s3:ListObjectsV2",
  ]);
  expect(calls[2]?.params).toMatchObject({ Bucket: "boot", Key: "boot/current.json" });
});

test("a session's calls are recorded under the session, a user's under the user", async () => {
  const [sts, iam] = [opened(new STSClient(sdkConfig(emulator))), opened(new IAMClient(sdkConfig(emulator)))];
  await iam.send(new CreateRoleCommand({ RoleName: "vm", Path: "/dev-vm/", AssumeRolePolicyDocument: "{}" }));
  const RoleArn = "arn:aws:iam::123456789012:role/dev-vm/vm";
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "i-1" }));
  await iam.send(new CreateUserCommand({ UserName: "jane" }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "jane" }));

  const principalOf = async (
    keys: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string } = {},
  ) => {
    const credentials = { accessKeyId: keys.AccessKeyId ?? "", secretAccessKey: keys.SecretAccessKey ?? "" };
    const config = sdkConfig(emulator, { ...credentials, sessionToken: keys.SessionToken });
    await opened(new EC2Client(config)).send(new DescribeInstancesCommand({}));
    return (await lastCall())?.principal;
  };
  expect(await principalOf(Credentials)).toBe("arn:aws:sts::123456789012:assumed-role/vm/i-1");
  expect(await principalOf(AccessKey)).toBe("arn:aws:iam::123456789012:user/jane");
});

test("a secret's value is not recorded", async () => {
  const secrets = opened(new SecretsManagerClient(sdkConfig(emulator)));
  await secrets.send(new CreateSecretCommand({ Name: "dev-vm/jira/api", SecretString: "hunter2" }));
  expect((await lastCall())?.params).toMatchObject({ Name: "dev-vm/jira/api", SecretString: "[redacted]" });
  expect(JSON.stringify(await emulator.calls())).not.toContain("hunter2");
});

test("a fault meets as many calls as it says", async () => {
  const ec2 = opened(new EC2Client(sdkConfig(emulator)));
  await emulator.fault({
    service: "ec2",
    action: "RunInstances",
    code: "InsufficientInstanceCapacity",
    status: 500,
    times: 2,
  });
  const refused = { name: "InsufficientInstanceCapacity" };
  await expect(launch(ec2)).rejects.toMatchObject(refused);
  await expect(launch(ec2)).rejects.toMatchObject(refused);
  await expect(launch(ec2)).resolves.toMatch(/^i-/);
});

test("a fault meets only the requests that contain its text, until it is cleared", async () => {
  const ec2 = opened(new EC2Client(sdkConfig(emulator)));
  await emulator.fault({
    service: "ec2",
    action: "RunInstances",
    code: "Unsupported",
    match: "m5.xlarge",
    times: -1,
  });
  await expect(launch(ec2)).resolves.toMatch(/^i-/);
  await expect(launch(ec2, { InstanceType: "m5.xlarge" })).rejects.toMatchObject({ name: "Unsupported" });
  await emulator.clearFaults();
  await expect(launch(ec2, { InstanceType: "m5.xlarge" })).resolves.toMatch(/^i-/);
});

test("a fault after the call hides that it took effect", async () => {
  const ec2 = opened(new EC2Client(sdkConfig(emulator)));
  const request = { ClientToken: "lost-answer" };
  await emulator.fault({ service: "ec2", action: "RunInstances", code: "RequestTimeout", after: true });
  await expect(launch(ec2, request)).rejects.toMatchObject({ name: "RequestTimeout" });
  const id = await launch(ec2, request);
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
  expect(Reservations?.flatMap(({ Instances }) => Instances?.map(({ InstanceId }) => InstanceId))).toEqual([
    id,
  ]);
});

test.each([
  [
    "s3",
    "GetObject",
    () => new S3Client(sdkConfig(emulator)).send(new GetObjectCommand({ Bucket: "b", Key: "k" })),
  ],
  [
    "sqs",
    "CreateQueue",
    () => new SQSClient(sdkConfig(emulator)).send(new CreateQueueCommand({ QueueName: "q" })),
  ],
  [
    "efs",
    "DescribeAccessPoints",
    () => new EFSClient(sdkConfig(emulator)).send(new DescribeAccessPointsCommand({})),
  ],
  [
    "iam",
    "CreateUser",
    () => new IAMClient(sdkConfig(emulator)).send(new CreateUserCommand({ UserName: "u" })),
  ],
])("an error of %s arrives as the SDK expects it", async (service, action, call) => {
  await emulator.fault({ service, action, code: "AccessDenied", message: "not you", status: 403 });
  await expect(call()).rejects.toMatchObject({ name: "AccessDenied", message: "not you" });
});

test("an EFS client token makes one access point", async () => {
  const efs = opened(new EFSClient(sdkConfig(emulator)));
  const { FileSystemId } = await efs.send(new CreateFileSystemCommand({ CreationToken: "homes" }));
  const create = () => efs.send(new CreateAccessPointCommand({ FileSystemId, ClientToken: "home" }));
  const { AccessPointId } = await create();
  await expect(create()).rejects.toMatchObject({ name: "AccessPointAlreadyExists", AccessPointId });
});
