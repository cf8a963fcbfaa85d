import {
  CreateTagsCommand,
  DescribeSnapshotsCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { clientQuotaKey, configVmKeys } from "../../../../core/aws/table";
import { TAG } from "../../../../core/vm/tags";
import type { Context } from "../../../../functions/provision/context";
import type { ProvisionSettings } from "../../../../functions/provision/contract";
import { terminateUnused } from "../../../../functions/provision/terminate/terminate-unused";
import { FIELD, SETTINGS } from "../settings";
import { createWorld, type World } from "../world";

jest.setTimeout(120_000);

let world: World;
let key: string;
let instanceId: string;
let launchTime: string;
let developer: string;
let count = 0;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

beforeEach(async () => {
  count += 1;
  developer = `ann-${"abcdefghijklmnopqrstuvwxyz"[count]}`;
  key = world.ticket({ [FIELD.client]: "ClientA", [FIELD.developer]: developer });
  await world.work(key);
  const [vm] = await world.instances(developer);
  instanceId = vm?.InstanceId ?? "";
  launchTime = vm?.LaunchTime?.toISOString() ?? "";
});

const MS_PER_DAY = 86_400_000;
/** A month after the VMs were launched and stopped: one whose users were warned eight days before is due. */
const LATER = new Date(Date.now() + 40 * MS_PER_DAY);
const daysBefore = (days: number) => new Date(LATER.getTime() - days * MS_PER_DAY).toISOString();

type Reason = "dormant" | "orphaned";
const refused: unknown[] = [];
const ask = (reason: Reason = "dormant", settings: ProvisionSettings = SETTINGS) => {
  const ctx = world.context({ now: () => LATER, settings });
  const warn: Context["log"]["warn"] = (message) => void refused.push(message);
  return terminateUnused({ ...ctx, log: { ...ctx.log, warn } }, key, { instanceId, launchTime, reason });
};
const STATES = ["running", "stopped", "terminated"];
const stateOf = async () => (await world.instances(developer, STATES))[0]?.State?.Name;
const comments = () => world.jira.comments(key).map(({ body }) => JSON.stringify(body));
const tag = (Key: string, Value: string) =>
  world.ctx.aws.ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags: [{ Key, Value }] }));
const stop = () => world.ctx.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
const warnedLately = () => tag(TAG.dormancyTold, daysBefore(6));
/** As `lifecycle` leaves a VM that is due. */
const makeDormant = async () => {
  await stop();
  await tag(TAG.dormancyTold, daysBefore(8));
};

test("a dormant VM is snapshotted and terminated with one comment and its quota released; a repetition changes nothing", async () => {
  const before = Number((await world.get(clientQuotaKey("ClientA")))?.["vms"]);
  await makeDormant();
  expect(await ask()).toBe("terminated");
  expect(await stateOf()).toBe("terminated");
  const { Snapshots = [] } = await world.ctx.aws.ec2.send(
    new DescribeSnapshotsCommand({ Filters: [{ Name: "description", Values: [`*${instanceId}*`] }] }),
  );
  expect(Snapshots).toHaveLength(1);
  expect(comments().filter((text) => text.includes("was terminated"))).toHaveLength(1);
  expect(Number((await world.get(clientQuotaKey("ClientA")))?.["vms"])).toBe(before - 1);
  await ask();
  expect(comments().filter((text) => text.includes("was terminated"))).toHaveLength(1);
  expect(Number((await world.get(clientQuotaKey("ClientA")))?.["vms"])).toBe(before - 1);
});

test("a VM that was started since the request stays", async () => {
  const { emulator, ctx } = world;
  await emulator.stopInstanceAs(instanceId, { code: "Client.InstanceInitiatedShutdown" });
  await emulator.advance(3600);
  await ctx.aws.ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
  expect(await ask()).toBe("used-again");
  expect(await stateOf()).toBe("running");
});

test("a VM that a user keeps stays", async () => {
  await makeDormant();
  await tag(TAG.dormancy, "off");
  expect(await ask()).toBe("kept");
  expect(await stateOf()).toBe("stopped");
});

test("an entry of the config stays", async () => {
  await world.put(configVmKeys({ client: "ClientA", developer }).byClient, { client: "ClientA", developer });
  await makeDormant();
  expect(await ask()).toBe("config");
  expect(await stateOf()).toBe("stopped");
});

test.each<[string, Reason, () => Promise<unknown>]>([
  ["that runs", "dormant", () => tag(TAG.dormancyTold, daysBefore(8))],
  ["whose users were never warned", "dormant", stop],
  ["whose users still have time to object", "dormant", () => makeDormant().then(warnedLately)],
  ["whose ticket is not known to be gone", "orphaned", makeDormant],
  ["whose ticket is gone since yesterday", "orphaned", () => tag(TAG.orphanedSince, daysBefore(1))],
])("a forged request to terminate a VM %s is refused, and is no failure", async (_, reason, prepare) => {
  await prepare();
  const before = await stateOf();
  world.jira.deleteIssue(key);
  refused.length = 0;
  expect(await ask(reason)).toBe("not-due");
  expect(await stateOf()).toBe(before);
  expect(refused).toEqual([expect.stringContaining("not due")]);
});

test("no request is followed when the config sets no dormancy", async () => {
  await makeDormant();
  const { dormancy: _, ...settings } = SETTINGS;
  expect(await ask("dormant", settings)).toBe("not-due");
});

test("an orphan whose ticket is there again is not terminated", async () => {
  await tag(TAG.orphanedSince, daysBefore(8));
  expect(await ask("orphaned")).toBe("withdrawn");
  expect(await stateOf()).toBe("stopped");
});

test("an orphan is terminated though there is no ticket to comment on", async () => {
  await tag(TAG.orphanedSince, daysBefore(8));
  world.jira.deleteIssue(key);
  expect(await ask("orphaned")).toBe("terminated");
  expect(await stateOf()).toBe("terminated");
});
