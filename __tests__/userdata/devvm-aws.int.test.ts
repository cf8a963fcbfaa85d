import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type InstanceMetadata, startInstanceMetadata } from "../../local/aws/vm/instance-metadata";

jest.setTimeout(60_000);

const instance = {
  instanceId: "i-1",
  region: "us-east-1",
  availabilityZone: "us-east-1a",
  accountId: "123456789012",
  imageId: "ami-1",
  instanceType: "t3.xlarge",
  privateIp: "10.0.0.9",
  tags: {},
};
const keys = {
  role: "johns",
  AccessKeyId: "ASIA1",
  SecretAccessKey: "s",
  Token: "t",
  Expiration: "2026-01-01T00:00:00Z",
};

/** AWS responses, used in turn; the last one is repeated. */
let answers: readonly [status: number, code: string][];
let requests: { body: string; token: string | undefined }[];
let aws: Server;
let metadata: InstanceMetadata;

beforeAll(async () => {
  aws = createServer(async (request, response) => {
    const chunks = await request.toArray();
    requests.push({
      body: Buffer.concat(chunks).toString(),
      token: request.headers["x-amz-security-token"]?.toString(),
    });
    const [status, code] = answers[requests.length - 1] ?? answers.at(-1) ?? [200, ""];
    response
      .writeHead(status)
      .end(code ? `<Response><Errors><Error><Code>${code}</Code></Error></Errors></Response>` : "");
  });
  await new Promise<void>((listening) => aws.listen(0, "127.0.0.1", listening));
  metadata = await startInstanceMetadata({ instance, userData: "", credentials: async () => keys });
});

beforeEach(() => {
  requests = [];
});

afterAll(async () => {
  await metadata.close();
  aws.closeAllConnections();
  await new Promise((closed) => aws.close(closed));
});

function tag(value: string): Promise<{ status: number | null; errors: string }> {
  const { port } = aws.address() as AddressInfo;
  const script = join(__dirname, "../../userdata/boot/devvm_aws.py");
  const env = {
    ...process.env,
    DEVVM_IMDS: metadata.url,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    DEVVM_BACKOFF: "0.01",
  };
  const child = spawn("python3", ["-B", script, "tag", "DevVmState", value], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  return new Promise((ended) => child.on("close", (status) => ended({ status, errors })));
}

test("a tag is one CreateTags with the role's session token", async () => {
  answers = [[200, ""]];
  expect(await tag("failed: a/b c")).toEqual({ status: 0, errors: "" });
  expect(requests.map(({ token }) => token)).toEqual(["t"]);
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
    Action: "CreateTags",
    Version: "2016-11-15",
    "ResourceId.1": "i-1",
    "Tag.1.Key": "DevVmState",
    "Tag.1.Value": "failed: a/b c",
  });
});

test.each([
  ["throttling", 503, "RequestLimitExceeded"],
  ["a fault of AWS's own", 500, "InternalError"],
  ["a role that is not known everywhere yet", 403, "UnauthorizedOperation"],
  ["credentials that are not known yet", 401, "AuthFailure"],
])("%s is temporary: the call is retried", async (_what, status, code) => {
  answers = [
    [status, code],
    [status, code],
    [200, ""],
  ];
  expect((await tag("ready")).status).toBe(0);
  expect(requests).toHaveLength(3);
});

test("a call that keeps failing ends after ten tries", async () => {
  answers = [[403, "UnauthorizedOperation"]];
  expect(await tag("ready")).toEqual({ status: 1, errors: "CreateTags DevVmState: UnauthorizedOperation\n" });
  expect(requests).toHaveLength(10);
});

test("a permanent refusal is not retried", async () => {
  answers = [[400, "InvalidParameterValue"]];
  expect(await tag("ready")).toEqual({ status: 1, errors: "CreateTags DevVmState: InvalidParameterValue\n" });
  expect(requests).toHaveLength(1);
});
