import {
  CreateTagsCommand,
  DeleteTagsCommand,
  EC2Client,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { type EmittedEvent, type Emulator, startEmulator } from "../../../../local/aws/api/start-emulator";
import { callJson, launch, REGION, sdkConfig } from "./fixture";

jest.setTimeout(30_000);

const FUNCTION = `arn:aws:lambda:${REGION}:123456789012:function:dev-vm-vm-events`;
let emulator: Emulator;
let ec2: EC2Client;
let id: string;
let seen: number;

beforeAll(async () => {
  emulator = await startEmulator();
  ec2 = new EC2Client(sdkConfig(emulator));
});
afterAll(async () => {
  ec2?.destroy();
  await emulator?.stop();
});
beforeEach(async () => {
  await emulator.reset();
  await emulator.setClock(new Date("2026-03-02T08:00:00Z"));
  id = await launch(ec2);
  seen = (await emulator.events()).last;
});

const deployRule = async (name: string, pattern: unknown, target: Record<string, string> = {}) => {
  await callJson(emulator, "events", "AWSEvents.PutRule", {
    Name: name,
    EventPattern: JSON.stringify(pattern),
  });
  await callJson(emulator, "events", "AWSEvents.PutTargets", {
    Rule: name,
    Targets: [{ Id: "1", Arn: FUNCTION, ...target }],
  });
};
const newEvents = async (): Promise<readonly EmittedEvent[]> => (await emulator.events(seen)).events;
const tag = (Key: string, Value: string) =>
  ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key, Value }] }));

test("launch, stop, start and terminate send their states in order", async () => {
  await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  await ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  const { events } = await emulator.events();
  expect(events.map(({ event }) => event.detail["state"])).toEqual([
    "pending",
    "running",
    "stopping",
    "stopped",
    "pending",
    "running",
    "shutting-down",
    "terminated",
  ]);
});

test("a state event is shaped as EventBridge delivers it, at the settable clock's time", async () => {
  const { events } = await emulator.events();
  expect(events.at(-1)?.event).toEqual({
    version: "0",
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    "detail-type": "EC2 Instance State-change Notification",
    source: "aws.ec2",
    account: "123456789012",
    time: expect.stringMatching(/^2026-03-02T08:00:\d\dZ$/),
    region: REGION,
    resources: [`arn:aws:ec2:${REGION}:123456789012:instance/${id}`],
    detail: { "instance-id": id, state: "running" },
  });
});

test("an event names the targets of the deployed rules that match it, and no others", async () => {
  await deployRule("stopped", { source: ["aws.ec2"], detail: { state: ["stopped"] } });
  await deployRule("tagged", { source: ["aws.tag"] }, { Input: '{"fixed":true}' });
  await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  await tag("DevVmState", "ready");
  expect((await newEvents()).map(({ targets }) => targets)).toEqual([
    [],
    [{ rule: "stopped", arn: FUNCTION, input: null }],
    [{ rule: "tagged", arn: FUNCTION, input: '{"fixed":true}' }],
  ]);
});

test("a disabled rule gets no events", async () => {
  await deployRule("stopped", { source: ["aws.ec2"] });
  await callJson(emulator, "events", "AWSEvents.PutRule", {
    Name: "stopped",
    State: "DISABLED",
    EventPattern: '{"source":["aws.ec2"]}',
  });
  await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  expect((await newEvents()).flatMap(({ targets }) => targets)).toEqual([]);
});

test("a tag change names the changed keys and all tags, and counts versions", async () => {
  await tag("Name", "dev-A-john");
  await tag("DevVmState", "ready");
  await tag("DevVmState", "ready");
  await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: "Name" }] }));
  expect((await newEvents()).map(({ event }) => event.detail)).toMatchObject([
    { "changed-tag-keys": ["Name"], version: 1, tags: { Name: "dev-A-john" } },
    { "changed-tag-keys": ["DevVmState"], version: 2, tags: { Name: "dev-A-john", DevVmState: "ready" } },
    {
      "changed-tag-keys": ["Name"],
      version: 3,
      service: "ec2",
      "resource-type": "instance",
      tags: { DevVmState: "ready" },
    },
  ]);
});

test("an instance stopped from outside sends the same events", async () => {
  await emulator.stopInstanceAs(id, { code: "Client.InstanceInitiatedShutdown" });
  expect((await newEvents()).map(({ event }) => event.detail["state"])).toEqual(["stopping", "stopped"]);
});

test("waiting for an event answers when it comes", async () => {
  const waiting = emulator.events(seen, 20);
  await tag("DevVmState", "ready");
  expect((await waiting).events).toHaveLength(1);
});
