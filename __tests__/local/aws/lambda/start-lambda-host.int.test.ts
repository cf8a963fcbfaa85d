import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { DescribeImagesCommand, EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  CreateEventSourceMappingCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Emulator, startEmulator } from "../../../../local/aws/api/start-emulator";
import type { InvokeRecord } from "../../../../local/aws/lambda/model";
import { type LambdaHost, startLambdaHost } from "../../../../local/aws/lambda/start-lambda-host";
import { ACCOUNT, allow, createFunction, createQueue, createRole, REGION, sdk, zip } from "./deploy";

jest.setTimeout(30_000);

/** Does what the event asks for, and tells what a function can see. */
const PROBE = `
let calls = 0;
exports.handler = async (event, context) => {
  calls += 1;
  console.log("call " + calls);
  if (event.fail) throw new RangeError(event.fail);
  if (event.exit) process.exit(3);
  if (event.sleepMs) await new Promise((done) => setTimeout(done, event.sleepMs));
  if (event.fetch) return (await fetch(event.fetch)).text().catch(String);
  if (event.require) return typeof require(event.require);
  return { event, env: process.env, now: new Date().toISOString(), ms: Date.now(), isDate: new Date(0) instanceof Date,
           calls, pid: process.pid, context, remaining: context.getRemainingTimeInMillis() };
};`;

/** Fails the messages whose body says so. */
const WORKER = `
exports.handler = async (event) => ({
  batchItemFailures: event.Records.filter((r) => r.body === "bad").map((r) => ({ itemIdentifier: r.messageId })),
});`;

/** Answers HTTP with what it got. */
const WEB = `
exports.handler = async (event) => {
  if (event.rawQueryString === "fail") throw new Error("no");
  return { statusCode: 202, headers: { "X-Seen": "yes" }, cookies: ["a=1", "b=2"], body: JSON.stringify(event) };
};`;

const NOW = new Date("2031-03-04T05:06:07Z");

let emulator: Emulator;
let host: LambdaHost;
let jira: Server;
let dir: string;
let queue: { url: string; arn: string };
let deadLetters: { url: string; arn: string };
let apiId: string;
const records: InvokeRecord[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "lambda-host-"));
  emulator = await startEmulator();
  const { url } = emulator;
  jira = createServer((request, response) => response.end(`jira ${request.url}`)).listen(0, "127.0.0.1");

  await createRole(url, "functions", "lambda.amazonaws.com");
  const schedulerRole = await createRole(url, "timer", "scheduler.amazonaws.com");
  await createRole(url, "stranger", "ec2.amazonaws.com");

  deadLetters = await createQueue(url, "dead");
  queue = await createQueue(url, "work", {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 2 }),
  });
  const probe = await createFunction(url, "probe", PROBE, {
    Environment: { Variables: { SETTINGS: '{"a":1}' } },
    MemorySize: 256,
    DeadLetterConfig: { TargetArn: deadLetters.arn },
  });
  await createFunction(url, "slow", PROBE, { Timeout: 1 });
  await createFunction(url, "worker", WORKER);
  const web = await createFunction(url, "web", WEB);
  await new LambdaClient(sdk(url)).send(
    new CreateEventSourceMappingCommand({
      FunctionName: "worker",
      EventSourceArn: queue.arn,
      BatchSize: 5,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    }),
  );
  apiId = await createApi(url, web);
  await allow(
    url,
    "web",
    "apigateway.amazonaws.com",
    `arn:aws:execute-api:${REGION}:${ACCOUNT}:${apiId}/*/*/jira/webhook`,
  );
  await createSchedule(url, "tick", probe, schedulerRole);
  await createSchedule(url, "untrusted", probe, `arn:aws:iam::${ACCOUNT}:role/stranger`);
  await createSchedule(url, "off", probe, schedulerRole, "DISABLED");

  host = await startLambdaHost({
    endpoint: url,
    region: REGION,
    dir,
    clock: () => emulator.now(),
    origins: { "https://acme.atlassian.net/": `http://127.0.0.1:${(jira.address() as AddressInfo).port}` },
    onInvoke: (record) => records.push(record),
    retryDelaysMs: [1, 1],
    failedVisibilitySeconds: 0,
  });
});

afterAll(async () => {
  await host?.stop();
  await emulator?.stop();
  jira?.close();
  rmSync(dir, { recursive: true, force: true });
});

async function createApi(url: string, functionArn: string): Promise<string> {
  const api = new ApiGatewayV2Client(sdk(url));
  const { ApiId: id } = await api.send(new CreateApiCommand({ Name: "hooks", ProtocolType: "HTTP" }));
  const { IntegrationId } = await api.send(
    new CreateIntegrationCommand({
      ApiId: id,
      IntegrationType: "AWS_PROXY",
      IntegrationUri: functionArn,
      PayloadFormatVersion: "2.0",
    }),
  );
  for (const RouteKey of ["POST /jira/webhook", "GET /unpermitted"]) {
    await api.send(new CreateRouteCommand({ ApiId: id, RouteKey, Target: `integrations/${IntegrationId}` }));
  }
  await api.send(new CreateStageCommand({ ApiId: id, StageName: "$default", AutoDeploy: true }));
  return id ?? "";
}

async function createSchedule(
  url: string,
  name: string,
  target: string,
  role: string,
  state: "ENABLED" | "DISABLED" = "ENABLED",
): Promise<void> {
  await new SchedulerClient(sdk(url)).send(
    new CreateScheduleCommand({
      Name: name,
      ScheduleExpression: "rate(5 minutes)",
      State: state,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: target, RoleArn: role, Input: '{"at":"<aws.scheduler.scheduled-time>"}' },
    }),
  );
}

async function sent(...bodies: string[]): Promise<void> {
  const sqs = new SQSClient(sdk(emulator.url));
  for (const MessageBody of bodies)
    await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody }));
}

async function takeDeadLetters(): Promise<string[]> {
  const input = { QueueUrl: deadLetters.url, MaxNumberOfMessages: 10 };
  const { Messages: found = [] } = await new SQSClient(sdk(emulator.url)).send(
    new ReceiveMessageCommand(input),
  );
  return found.map((one) => one.Body ?? "");
}

/** EventBridge by hand: its SDK is not among this project's dependencies. */
async function callEvents(action: string, body: object): Promise<void> {
  const response = await fetch(emulator.url, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSEvents.${action}`,
      Authorization: `AWS4-HMAC-SHA256 Credential=TEST/20300101/${REGION}/events/aws4_request, SignedHeaders=host, Signature=0`,
    },
  });
  if (!response.ok) throw new Error(await response.text());
}

async function runInstance(): Promise<void> {
  const ec2 = new EC2Client(sdk(emulator.url));
  const { Images: images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
  const input = { ImageId: images[0]?.ImageId, InstanceType: "t3.large" as const, MinCount: 1, MaxCount: 1 };
  await ec2.send(new RunInstancesCommand(input));
}

interface Seen {
  readonly env: Record<string, string>;
  readonly now: string;
  readonly ms: number;
  readonly isDate: boolean;
  readonly pid: number;
  readonly calls: number;
  readonly remaining: number;
  readonly context: Record<string, unknown>;
}

async function probe(event: unknown = {}): Promise<Seen> {
  const { payload, error } = await host.invoke("probe", event);
  if (error) throw new Error(error.errorMessage);
  return payload as Seen;
}

describe("a function's process", () => {
  it("has the function's variables and Lambda's, and nothing of this machine", async () => {
    process.env["OF_THIS_MACHINE"] = "yes";
    const { env } = await probe();
    expect(Object.keys(env).sort()).toEqual(
      [
        ..."AWS_ACCESS_KEY_ID AWS_DEFAULT_REGION AWS_ENDPOINT_URL AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_MEMORY_SIZE".split(
          " ",
        ),
        ..."AWS_LAMBDA_FUNCTION_NAME AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE".split(" "),
        ..."AWS_LAMBDA_LOG_GROUP_NAME AWS_REGION AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN".split(" "),
        ..."LAMBDA_TASK_ROOT LANG PATH SETTINGS TZ _HANDLER".split(" "),
      ].sort(),
    );
    expect(env).toMatchObject({
      SETTINGS: '{"a":1}',
      AWS_REGION: REGION,
      AWS_ENDPOINT_URL: emulator.url,
      AWS_LAMBDA_FUNCTION_NAME: "probe",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      _HANDLER: "index.handler",
    });
  });

  it("calls AWS as its role, in a session named after the function, as its queue's poller does", async () => {
    const { env } = await probe();
    const identity = await new STSClient({
      endpoint: emulator.url,
      region: REGION,
      credentials: {
        accessKeyId: env["AWS_ACCESS_KEY_ID"] ?? "",
        secretAccessKey: env["AWS_SECRET_ACCESS_KEY"] ?? "",
        sessionToken: env["AWS_SESSION_TOKEN"],
      },
    }).send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/functions/probe`);

    await host.pollQueues();
    const { calls } = await emulator.calls();
    const pollers = calls.filter((one) => one.action === "ReceiveMessage").map((one) => one.principal);
    expect(new Set(pollers)).toEqual(new Set([`arn:aws:sts::${ACCOUNT}:assumed-role/functions/worker`]));
  });

  it("lives by the emulator's clock, also after a jump while it is warm", async () => {
    await emulator.setClock(NOW);
    const first = await probe();
    expect(Math.abs(Date.parse(first.now) - NOW.getTime())).toBeLessThan(10_000);
    expect(Math.abs(first.ms - Date.parse(first.now))).toBeLessThan(100);
    expect(first.isDate).toBe(true);

    await emulator.advance(86_400);
    const second = await probe();
    expect(second.pid).toBe(first.pid);
    expect(second.calls).toBe(first.calls + 1);
    expect(Date.parse(second.now) - Date.parse(first.now)).toBeGreaterThanOrEqual(86_400_000);
    expect(second.remaining).toBeGreaterThan(9_000);
    expect(second.remaining).toBeLessThanOrEqual(10_000);
  });

  it("reaches the stand-in of a mapped origin, and nothing else outside", async () => {
    const mapped = await host.invoke("probe", {
      fetch: "https://acme.atlassian.net/rest/api/3/issue/A-1?x=1",
    });
    expect(mapped.payload).toBe("jira /rest/api/3/issue/A-1?x=1");
    const outside = await host.invoke("probe", { fetch: "https://other.example/" });
    expect(outside.error).toMatchObject({ errorType: "TypeError", errorMessage: "fetch failed" });
  });

  it("has no module that is not in its zip", async () => {
    const result = await host.invoke("probe", { require: join(__dirname, "../../../../node_modules/luxon") });
    expect(result.error?.errorMessage).toContain("Cannot find module");
  });

  it("writes to the function's log", async () => {
    await probe();
    expect(await host.logs("probe")).toContain("call 1");
    expect(readFileSync(join(dir, "logs", "probe.log"), "utf8")).toContain("call 1");
  });

  it("tells a failure as Lambda does and stays warm", async () => {
    const before = await probe();
    const failed = await host.invoke("probe", { fail: "out of range" });
    expect(failed.error).toMatchObject({ errorType: "RangeError", errorMessage: "out of range" });
    expect((await probe()).pid).toBe(before.pid);
  });

  it("is replaced after it ended itself", async () => {
    const before = await probe();
    const ended = await host.invoke("probe", { exit: true });
    expect(ended.error?.errorType).toBe("Runtime.ExitError");
    expect((await probe()).pid).not.toBe(before.pid);
  });

  it("is killed when the function's time-out has passed", async () => {
    const began = Date.now();
    const { error } = await host.invoke("slow", { sleepMs: 20_000 });
    expect(error?.errorType).toBe("Sandbox.Timedout");
    expect(error?.errorMessage).toContain("Task timed out after 1.00 seconds");
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(await host.logs("slow")).toContain("Task timed out after 1.00 seconds");
  });

  it("runs new code after a deployment and a refresh", async () => {
    const before = await probe();
    const ZipFile = zip(`${PROBE}\n// newer`);
    await new LambdaClient(sdk(emulator.url)).send(
      new UpdateFunctionCodeCommand({ FunctionName: "probe", ZipFile }),
    );
    await host.refresh();
    const after = await probe();
    expect(after.env["LAMBDA_TASK_ROOT"]).not.toBe(before.env["LAMBDA_TASK_ROOT"]);
    expect(existsSync(`/proc/${before.pid}`)).toBe(false);
  });
});

describe("a mapped queue", () => {
  it("keeps only the failed messages, which end in the dead-letter queue", async () => {
    await takeDeadLetters();
    records.length = 0;
    await sent("good", "bad", "fine");
    await host.drain(15_000);
    expect(await takeDeadLetters()).toEqual(["bad"]);
    const bodies = records.flatMap((one) =>
      (one.event as { Records: { body: string }[] }).Records.map((r) => r.body),
    );
    expect(bodies.filter((body) => body === "good")).toHaveLength(1);
    expect(bodies.filter((body) => body === "bad")).toHaveLength(2);
    expect(records[0]).toMatchObject({ functionName: "worker", source: { kind: "queue", arn: queue.arn } });
  });

  it("is worked off in the background once the host is started", async () => {
    records.length = 0;
    host.start();
    await sent("good");
    for (const until = Date.now() + 10_000; records.length === 0 && Date.now() < until; ) {
      await new Promise((done) => setTimeout(done, 50));
    }
    expect(records).toHaveLength(1);
  });
});

describe("an event", () => {
  const rule = async (name: string, target: string, input?: string): Promise<void> => {
    const pattern = JSON.stringify({
      "detail-type": ["EC2 Instance State-change Notification"],
      detail: { state: ["running"] },
    });
    await callEvents("PutRule", { Name: name, EventPattern: pattern });
    const arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${target}`;
    await callEvents("PutTargets", {
      Rule: name,
      Targets: [{ Id: "1", Arn: arn, ...(input && { Input: input }) }],
    });
  };

  it("reaches the rules' functions, is repeated twice when they fail, and ends in the dead-letter queue", async () => {
    await rule("whole", "probe");
    await rule("failing", "probe", '{"fail":"always"}');
    await rule("unpermitted", "worker");
    await allow(emulator.url, "probe", "events.amazonaws.com", `arn:aws:events:${REGION}:${ACCOUNT}:rule/*`);
    await host.refresh();
    records.length = 0;

    await runInstance();
    await host.drain(15_000);

    const by = (name: string) => records.filter((one) => one.source.arn?.endsWith(`rule/${name}`));
    expect(by("whole").map((one) => one.event)).toEqual([
      expect.objectContaining({ source: "aws.ec2", detail: expect.objectContaining({ state: "running" }) }),
    ]);
    expect(by("failing").map((one) => one.attempt)).toEqual([1, 2, 3]);
    expect(new Set(by("failing").map((one) => one.requestId)).size).toBe(1);
    expect(await takeDeadLetters()).toContain('{"fail":"always"}');
    expect(by("unpermitted")).toEqual([]);
    expect(host.problems).toContainEqual(expect.stringContaining("rule unpermitted may not invoke"));
  });
});

describe("the HTTP API", () => {
  const post = (path: string, init: RequestInit = {}) =>
    fetch(host.apiUrl + path, { method: "POST", body: '{"a":"ü"}', ...init });

  it("invokes the route's function with payload format 2.0", async () => {
    const response = await post("/jira/webhook?b=1&b=2", {
      headers: { "Content-Type": "application/json", "X-Hub-Signature": "sha256=00", Cookie: "c=1; d=2" },
    });
    expect(response.status).toBe(202);
    expect(response.headers.get("x-seen")).toBe("yes");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.json()).toMatchObject({
      version: "2.0",
      routeKey: "POST /jira/webhook",
      rawPath: "/jira/webhook",
      rawQueryString: "b=1&b=2",
      queryStringParameters: { b: "1,2" },
      cookies: ["c=1", "d=2"],
      headers: { "x-hub-signature": "sha256=00", "content-type": "application/json" },
      requestContext: {
        accountId: ACCOUNT,
        apiId,
        stage: "$default",
        http: { method: "POST", path: "/jira/webhook" },
      },
      body: '{"a":"ü"}',
      isBase64Encoded: false,
    });
  });

  it("encodes a body that is no text", async () => {
    const body = Buffer.from([0, 255, 1]);
    const response = await post("/jira/webhook", {
      body,
      headers: { "content-type": "application/octet-stream" },
    });
    expect(await response.json()).toMatchObject({ body: body.toString("base64"), isBase64Encoded: true });
  });

  it.each([
    ["no route", "/nowhere", {}, 404, "Not Found"],
    ["another method", "/jira/webhook", { method: "PUT" }, 404, "Not Found"],
    ["a failing function", "/jira/webhook?fail", {}, 500, "Internal Server Error"],
    [
      "more than 10 MB",
      "/jira/webhook",
      { body: Buffer.alloc(10 * 1024 * 1024 + 1) },
      413,
      "Request Entity Too Large",
    ],
    [
      "no permission to invoke",
      "/unpermitted",
      { method: "GET", body: undefined },
      500,
      "Internal Server Error",
    ],
  ])("refuses on %s", async (_case, path, init, status, text) => {
    const response = await post(path, init as RequestInit);
    expect([response.status, await response.json()]).toEqual([status, { message: text }]);
  });

  it("records a missing permission as a problem", () => {
    expect(host.problems).toContainEqual(expect.stringContaining("GET /unpermitted may not invoke web"));
  });
});

describe("a schedule", () => {
  const at = new Date("2031-03-04T08:00:00Z");

  it("invokes its function with the time filled in, as its role", async () => {
    records.length = 0;
    const { payload } = await host.fireSchedule("tick", at);
    expect(payload).toMatchObject({ event: { at: "2031-03-04T08:00:00Z" } });
    expect(records[0]?.source).toMatchObject({
      kind: "schedule",
      principal: `arn:aws:iam::${ACCOUNT}:role/timer`,
    });
  });

  it.each([
    ["off", "is DISABLED"],
    ["untrusted", "cannot be assumed by scheduler.amazonaws.com"],
    ["missing", "no schedule missing"],
  ])("does not run when AWS would not: %s", async (name, reason) => {
    await expect(host.fireSchedule(name, at)).rejects.toThrow(reason);
  });

  it("tells when the enabled ones are due", async () => {
    const due = await host.dueSchedules(at, new Date("2031-03-04T08:10:00Z"));
    expect(due.filter((one) => one.name === "tick").map((one) => one.at.toISOString().slice(11, 16))).toEqual(
      ["08:05", "08:10"],
    );
    expect(due.map((one) => one.name)).not.toContain("off");
    expect((await host.schedules()).find((one) => one.name === "tick")?.everyMinutes).toBe(5);
  });
});
