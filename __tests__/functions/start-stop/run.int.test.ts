import { CreateTagsCommand, EC2Client, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { CreateDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import { ec2Fleet } from "../../../functions/start-stop/fleet";
import { ssmMessenger } from "../../../functions/start-stop/messenger";
import { createReporter } from "../../../functions/start-stop/report";
import { run } from "../../../functions/start-stop/run";
import { type Emulator, startEmulator } from "../../../local/aws/api/start-emulator";
import { describe as describeInstance, launch, sdkConfig } from "../../local/aws/api/fixture";
import { SETTINGS } from "./fixtures";

jest.setTimeout(120_000);

const HOURS = { AutoStart: "08:00", AutoStop: "18:00", ScheduleDays: "mon-fri" };
const EVENING = new Date("2026-03-02T18:00:00Z");
const MORNING = new Date("2026-03-03T08:00:00Z");

let emulator: Emulator;
let ec2: EC2Client;
let ssm: SSMClient;

beforeAll(async () => {
  emulator = await startEmulator();
  ec2 = new EC2Client(sdkConfig(emulator));
  ssm = new SSMClient(sdkConfig(emulator));
});
afterAll(async () => {
  ec2?.destroy();
  ssm?.destroy();
  await emulator?.stop();
});
beforeEach(async () => {
  await emulator.reset();
  await emulator.setClock(new Date("2026-03-02T07:59:00Z"));
});

const vms = async (count: number, tags: Record<string, string> = {}, more: object = {}) => {
  const all = { ManagedBy: "dev-vm", ...HOURS, ...tags };
  return launch(ec2, {
    MinCount: count,
    MaxCount: count,
    InstanceType: "t3.xlarge",
    TagSpecifications: [
      { ResourceType: "instance", Tags: Object.entries(all).map(([Key, Value]) => ({ Key, Value })) },
    ],
    ...more,
  });
};

/** One run at that time. @returns its requests to AWS, such as `StopInstances 50`. */
async function tick(now: Date) {
  await emulator.setClock(now);
  const { last } = await emulator.calls();
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  await run({
    settings: SETTINGS,
    fleet: ec2Fleet(ec2, "dev-vm"),
    messenger: ssmMessenger(ssm, "dev-vm"),
    readSchedules: async () => ({ named: {}, problems: [] }),
    report: createReporter(quiet, { count: () => undefined }),
    now,
    isTimeLeft: () => true,
  });
  const { calls } = await emulator.calls(last);
  return calls.map(({ action, errorCode }) => action + (errorCode ? ` ${errorCode}` : "")).sort();
}

const minutesBefore = (time: Date, minutes: number) => new Date(time.getTime() - minutes * 60_000);

test("a fleet of 120 VMs takes one listing and three requests, and the second run only the listing", async () => {
  await vms(120);
  const stops = ["DescribeInstances", "StopInstances", "StopInstances", "StopInstances"];
  expect(await tick(EVENING)).toEqual(stops);
  expect(await tick(EVENING)).toEqual(["DescribeInstances"]);
  expect(await tick(MORNING)).toEqual(stops.map((call) => call.replace("Stop", "Start")));
});

test("a VM without capacity runs as its stand-in type, and gets its own type back when it stops", async () => {
  const id = await vms(1, { InstanceType: "t3.xlarge", FallbackTypes: "m5.xlarge" });
  await tick(EVENING);
  await emulator.lackCapacity(["t3.xlarge"]);
  expect(await tick(MORNING)).toEqual([
    "DescribeInstances",
    "ModifyInstanceAttribute",
    "StartInstances",
    "StartInstances InsufficientInstanceCapacity",
  ]);
  expect(await describeInstance(ec2, id)).toMatchObject({
    InstanceType: "m5.xlarge",
    State: { Name: "running" },
  });
  await emulator.lackCapacity([]);
  const evening = new Date("2026-03-03T18:00:00Z");
  await tick(evening);
  expect(await tick(evening)).toEqual(["DescribeInstances", "ModifyInstanceAttribute"]);
  expect(await describeInstance(ec2, id)).toMatchObject({
    InstanceType: "t3.xlarge",
    State: { Name: "stopped" },
  });
});

test("a new type in the tag reaches the VM at its next start", async () => {
  const id = await vms(1, { InstanceType: "t3.xlarge" });
  await ec2.send(
    new CreateTagsCommand({ Resources: [id], Tags: [{ Key: "InstanceType", Value: "t3.large" }] }),
  );
  expect(await tick(new Date("2026-03-02T12:00:00Z"))).toEqual(["DescribeInstances"]);
  await tick(EVENING);
  await tick(MORNING);
  expect(await describeInstance(ec2, id)).toMatchObject({
    InstanceType: "t3.large",
    State: { Name: "running" },
  });
});

test("a VM that was launched with hibernation hibernates, another one is stopped", async () => {
  const sleeper = await vms(1, {}, { HibernationOptions: { Configured: true } });
  const other = await vms(1);
  await tick(EVENING);
  expect((await describeInstance(ec2, sleeper)).StateReason?.Code).toBe("Client.UserInitiatedHibernate");
  expect((await describeInstance(ec2, other)).StateReason?.Code).toBe("Client.UserInitiatedShutdown");
  await expect(ec2.send(new StopInstancesCommand({ InstanceIds: [other], Hibernate: true }))).rejects.toThrow(
    "not configured for hibernation",
  );
  await tick(MORNING);
  expect((await describeInstance(ec2, sleeper)).State?.Name).toBe("running");
});

test("users are warned a quarter of an hour ahead, once, and only on the VM that will stop", async () => {
  const id = await vms(1);
  await vms(1, { AutoStop: "23:00" });
  const content = { schemaVersion: "2.2", mainSteps: [] };
  await ssm.send(
    new CreateDocumentCommand({
      Name: "dev-vm-warn",
      DocumentType: "Command",
      Content: JSON.stringify(content),
    }),
  );
  expect(await tick(minutesBefore(EVENING, 20))).toEqual(["DescribeInstances"]);
  expect(await tick(minutesBefore(EVENING, 15))).toEqual(["CreateTags", "DescribeInstances", "SendCommand"]);
  expect(await tick(minutesBefore(EVENING, 10))).toEqual(["DescribeInstances"]);
  const { events } = await emulator.events();
  const warned = events.filter(({ event }) => event.source === "aws.ssm");
  expect(warned.map(({ event }) => event.detail["instance-id"])).toEqual([id]);
});
