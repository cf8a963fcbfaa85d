import { type InstanceMetadata, startInstanceMetadata } from "../../../../local/aws/vm/instance-metadata";

const instance = {
  instanceId: "i-0123456789abcdef0",
  region: "us-east-1",
  availabilityZone: "us-east-1b",
  accountId: "123456789012",
  imageId: "ami-1",
  instanceType: "t3.xlarge",
  privateIp: "10.0.0.9",
  tags: { Login: "john-smith", OS: "RHEL9" },
};
const keys = {
  role: "johns",
  AccessKeyId: "ASIA1",
  SecretAccessKey: "s",
  Token: "t",
  Expiration: "2026-01-01T00:00:00Z",
};

let metadata: InstanceMetadata;
beforeAll(async () => {
  metadata = await startInstanceMetadata({
    instance,
    userData: "#!/bin/bash\n",
    credentials: async () => keys,
  });
});
afterAll(() => metadata.close());

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(`${metadata.url}/latest/${path}`, { method, headers });
const newToken = async (ttl: string) =>
  ask("api/token", { "X-aws-ec2-metadata-token-ttl-seconds": ttl }, "PUT");

test("a request without a token, or with an invalid one, is refused", async () => {
  expect((await ask("meta-data/instance-id")).status).toBe(401);
  expect((await ask("meta-data/instance-id", { "X-aws-ec2-metadata-token": "guess" })).status).toBe(401);
});

test.each(["", "0", "21601", "soon"])("a token with a lifetime of %j seconds is refused", async (ttl) => {
  expect((await newToken(ttl)).status).toBe(400);
});

test.each([
  ["meta-data/instance-id", 200, "i-0123456789abcdef0"],
  ["meta-data/placement/region", 200, "us-east-1"],
  ["meta-data/placement/availability-zone", 200, "us-east-1b"],
  ["meta-data/tags/instance", 200, "Login\nOS"],
  ["meta-data/tags/instance/Login", 200, "john-smith"],
  ["meta-data/tags/instance/Uid", 404, "Not Found"],
  ["meta-data/iam/security-credentials/", 200, "johns"],
  ["meta-data/iam/security-credentials/janes", 404, "Not Found"],
  ["user-data", 200, "#!/bin/bash\n"],
  ["meta-data/nothing", 404, "Not Found"],
])("%s answers %d %j", async (path, status, text) => {
  const token = await (await newToken("60")).text();
  const response = await ask(path, { "X-aws-ec2-metadata-token": token });
  expect([response.status, await response.text()]).toEqual([status, text]);
});

test("credentials and the identity document are spelled as EC2 spells them", async () => {
  const headers = { "X-aws-ec2-metadata-token": await (await newToken("60")).text() };
  const credentials = await (await ask("meta-data/iam/security-credentials/johns", headers)).json();
  expect(credentials).toMatchObject({ Code: "Success", Type: "AWS-HMAC", AccessKeyId: "ASIA1", Token: "t" });
  expect(credentials).not.toHaveProperty("role");
  const document = await (await ask("dynamic/instance-identity/document", headers)).json();
  expect(document).toMatchObject({
    instanceId: instance.instanceId,
    region: "us-east-1",
    accountId: "123456789012",
  });
  expect(document).not.toHaveProperty("tags");
});
