import {
  EC2Client,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { type Emulator, startEmulator } from "../../../../local/aws/api/start-emulator";
import { describe as describeInstance, launch, sdkConfig } from "./fixture";

jest.setTimeout(30_000);

let emulator: Emulator;
let ec2: EC2Client;
let id: string;
const LAUNCHED = new Date("2026-03-02T08:00:00Z");

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
  await emulator.setClock(LAUNCHED);
  id = await launch(ec2);
});

const stop = () => ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
const start = () => ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
const terminate = () => ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
const hoursAfterLaunch = (date: Date | undefined) =>
  Math.floor(((date?.getTime() ?? 0) - LAUNCHED.getTime()) / 3_600_000);

test("the launch time is the settable clock's, and moves with the last start", async () => {
  expect(hoursAfterLaunch((await describeInstance(ec2, id)).LaunchTime)).toBe(0);
  await emulator.advance(3600);
  await stop();
  expect(hoursAfterLaunch((await describeInstance(ec2, id)).LaunchTime)).toBe(0);
  await emulator.advance(3600);
  await start();
  expect(hoursAfterLaunch((await describeInstance(ec2, id)).LaunchTime)).toBe(2);
});

test("starting a running instance changes nothing and says so", async () => {
  await emulator.advance(3600);
  const { StartingInstances } = await start();
  expect(StartingInstances?.[0]).toMatchObject({
    CurrentState: { Name: "running" },
    PreviousState: { Name: "running" },
  });
  expect(hoursAfterLaunch((await describeInstance(ec2, id)).LaunchTime)).toBe(0);
});

test.each([
  ["stopping", () => stop()],
  ["terminating", () => terminate()],
])("%s gives the user's reasons, in GMT", async (_verb, act) => {
  await act();
  expect(await describeInstance(ec2, id)).toMatchObject({
    StateTransitionReason: expect.stringMatching(/^User initiated \(2026-03-02 08:00:\d\d GMT\)$/),
    StateReason: { Code: "Client.UserInitiatedShutdown" },
  });
});

test("starting clears the reasons", async () => {
  await stop();
  await start();
  const instance = await describeInstance(ec2, id);
  expect([instance.StateReason, instance.StateTransitionReason]).toEqual([undefined, ""]);
});

test("an instance that was stopped already keeps the time of its stop", async () => {
  await stop();
  const before = (await describeInstance(ec2, id)).StateTransitionReason;
  await emulator.advance(3600);
  await stop();
  expect((await describeInstance(ec2, id)).StateTransitionReason).toBe(before);
});

test.each([
  ["Client.InstanceInitiatedShutdown", undefined, ""],
  ["Server.InternalError", "Server.InternalError", "Server.InternalError"],
])("an instance stopped from outside has the reason %s", async (code, transitionReason, expected) => {
  await emulator.stopInstanceAs(id, { code, transitionReason });
  expect(await describeInstance(ec2, id)).toMatchObject({
    State: { Name: "stopped" },
    StateReason: { Code: code },
    StateTransitionReason: expected,
  });
});

test("a terminated instance can be neither started nor stopped", async () => {
  await terminate();
  await expect(start()).rejects.toMatchObject({ name: "IncorrectInstanceState" });
  await expect(stop()).rejects.toMatchObject({ name: "IncorrectInstanceState" });
});
