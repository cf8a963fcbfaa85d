import { DeleteVolumeCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DeleteFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { DeleteDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { deployRoleName } from "../../../../core/aws/deploy-names";
import type { Deployment } from "../../../../core/aws/deployment";
import { deployGuard } from "../../../../core/policies/deploy/guard";
import type { PolicyDocument, Statement } from "../../../../core/policies/document";
import { type Emulator, startEmulator } from "../../../../local/aws/api/start-emulator";
import { sdkConfig } from "./fixture";

jest.setTimeout(30_000);

const deployment: Deployment = {
  partition: "aws",
  region: "us-east-1",
  account: "123456789012",
  project: "dev-vm",
};
const guard = deployGuard({ deployment, stateBucket: "acme-state" });
let emulator: Emulator;
let deployer: ReturnType<typeof sdkConfig>;

const clients: { destroy(): void }[] = [];
const opened = <T extends { destroy(): void }>(client: T): T => {
  clients.push(client);
  return client;
};

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await emulator?.stop();
});

beforeEach(async () => {
  await emulator.reset();
  await give(guard);
  const RoleArn = `arn:aws:iam::123456789012:role/${deployRoleName("dev-vm")}`;
  const sts = opened(new STSClient(sdkConfig(emulator)));
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "local" }));
  deployer = sdkConfig(emulator, {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    ...(Credentials?.SessionToken ? { sessionToken: Credentials.SessionToken } : {}),
  });
  await emulator.enforceDenials(true);
});

/** Gives the deploy role this policy, as an administrator. */
async function give(document: PolicyDocument): Promise<void> {
  const iam = opened(new IAMClient(sdkConfig(emulator)));
  const RoleName = deployRoleName("dev-vm");
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: "{}" })).catch(() => undefined);
  const PolicyDocument = JSON.stringify(document);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "guard", PolicyDocument }));
}

const deny = (rest: Partial<Statement>): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Never", Effect: "Deny", Action: "rds:DeleteDBInstance", Resource: "*", ...rest }],
});
const deleteDatabase = () =>
  opened(new RDSClient(deployer)).send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: "dev-vm-mysql" }));

test.each([
  ["AccessDenied", "rds:DeleteDBInstance", deleteDatabase],
  [
    "AccessDeniedException",
    "elasticfilesystem:DeleteFileSystem",
    () => opened(new EFSClient(deployer)).send(new DeleteFileSystemCommand({ FileSystemId: "fs-1" })),
  ],
  [
    "UnauthorizedOperation",
    "ec2:DeleteVolume",
    () => opened(new EC2Client(deployer)).send(new DeleteVolumeCommand({ VolumeId: "vol-1" })),
  ],
  [
    "AccessDenied",
    "s3:DeleteBucket",
    () => opened(new S3Client(deployer)).send(new DeleteBucketCommand({ Bucket: "acme-state" })),
  ],
])("%s: the guard refuses the deploy role %s", async (name, action, call) => {
  await expect(call()).rejects.toMatchObject({ name, message: expect.stringContaining(action) });
  const { calls } = await emulator.calls();
  expect(calls.at(-1)).toMatchObject({ status: 403, errorCode: name });
});

test("the role's guard does not apply to an administrator", async () => {
  const rds = opened(new RDSClient(sdkConfig(emulator)));
  const call = rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: "dev-vm-mysql" }));
  await expect(call).rejects.toMatchObject({ name: "DBInstanceNotFoundFault" });
});

test("denials are not enforced by default", async () => {
  await emulator.enforceDenials(false);
  await expect(deleteDatabase()).rejects.toMatchObject({ name: "DBInstanceNotFoundFault" });
});

test("a resource that the statement does not cover is not denied", async () => {
  const [s3, administrator] = [opened(new S3Client(deployer)), opened(new S3Client(sdkConfig(emulator)))];
  for (const Bucket of ["acme-state", "dev-vm-boot-1"])
    await administrator.send(new CreateBucketCommand({ Bucket }));
  const put = (Bucket: string, Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: "{}" }));
  const remove = (Bucket: string, Key: string, VersionId?: string) =>
    s3.send(new DeleteObjectCommand({ Bucket, Key, ...(VersionId ? { VersionId } : {}) }));
  const refused = { name: "AccessDenied" };

  await put("acme-state", "dev-vm/platform.tfstate");
  await put("acme-state", "dev-vm/platform.tfstate.tflock");
  await remove("acme-state", "dev-vm/platform.tfstate.tflock");
  await expect(remove("acme-state", "dev-vm/platform.tfstate")).rejects.toMatchObject(refused);
  await expect(put("acme-state", "dev-vm/bootstrap.tfstate")).rejects.toMatchObject(refused);
  await expect(remove("acme-state", "any", "1")).rejects.toMatchObject(refused);
  await put("dev-vm-boot-1", "boot/current.json");
  await remove("dev-vm-boot-1", "boot/current.json", "null");
});

test("the role's own rights are out of its reach, other roles are not", async () => {
  const iam = opened(new IAMClient(deployer));
  const policyOf = (RoleName: string) =>
    iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: "more", PolicyDocument: JSON.stringify(deny({})) }),
    );
  await expect(policyOf("dev-vm-deploy")).rejects.toMatchObject({ name: "AccessDenied" });
  await iam.send(new CreateRoleCommand({ RoleName: "dev-vm-provision", AssumeRolePolicyDocument: "{}" }));
  await policyOf("dev-vm-provision");
});

const held = "AccessDenied";
const free = "DBInstanceNotFoundFault";
test.each<[string, PolicyDocument, string]>([
  ["with a wildcard", deny({ Action: "rds:Delete*" }), held],
  ["in another case", deny({ Action: "RDS:deletedbinstance" }), held],
  ["of everything but this", { ...deny({}), Statement: [negated(["rds:*"])] }, free],
  ["of everything but others", { ...deny({}), Statement: [negated(["ec2:*"])] }, held],
  ["of another resource", deny({ Resource: "arn:aws:s3:::b" }), free],
  ["in this Region", deny({ Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } }), held],
  [
    "outside this Region",
    deny({ Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } } }),
    free,
  ],
  [
    "for such a caller",
    deny({ Condition: { ArnLike: { "aws:PrincipalArn": "*:role/dev-vm-deploy" } } }),
    held,
  ],
  ["on a key that is absent", deny({ Condition: { Bool: { "rds:PubliclyAccessible": "true" } } }), free],
  [
    "on such a key, if it exists",
    deny({ Condition: { BoolIfExists: { "rds:PubliclyAccessible": "true" } } }),
    held,
  ],
])("a denial %s", async (_what, document, name) => {
  await give(document);
  await expect(deleteDatabase()).rejects.toMatchObject({ name });
});

function negated(NotAction: string[]): Statement {
  return { Sid: "Never", Effect: "Deny", NotAction, Resource: "*" } as unknown as Statement;
}
