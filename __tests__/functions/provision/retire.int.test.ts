import { CreateTagsCommand, DescribeSnapshotsCommand, StartInstancesCommand } from "@aws-sdk/client-ec2";
import { clientQuotaKey, configVmKeys } from "../../../core/table";
import { TAG } from "../../../core/tags";
import { retire } from "../../../functions/provision/retire";
import { FIELD } from "./settings";
import { createWorld, type World } from "./world";

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
  developer = `ann-${"abcdefgh"[count]}`;
  key = world.ticket({ [FIELD.client]: "ClientA", [FIELD.developer]: developer });
  await world.work(key);
  const [vm] = await world.instances(developer);
  instanceId = vm?.InstanceId ?? "";
  launchTime = vm?.LaunchTime?.toISOString() ?? "";
});

const ask = (reason: "dormant" | "orphaned" = "dormant") =>
  retire(world.ctx, key, { instanceId, launchTime, reason });
const STATES = ["running", "stopped", "terminated"];
const stateOf = async () => (await world.instances(developer, STATES))[0]?.State?.Name;
const comments = () => world.jira.comments(key).map(({ body }) => JSON.stringify(body));
const tag = (Key: string, Value: string) =>
  world.ctx.aws.ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags: [{ Key, Value }] }));

test("a dormant VM is snapshot, terminated and told of, its quota given back, and again changes nothing", async () => {
  const before = Number((await world.get(clientQuotaKey("ClientA")))?.["vms"]);
  expect(await ask()).toBe("given-up");
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

test("a VM that was started since stays", async () => {
  const { emulator, ctx } = world;
  await emulator.stopInstanceAs(instanceId, { code: "Client.InstanceInitiatedShutdown" });
  await emulator.advance(3600);
  await ctx.aws.ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
  expect(await ask()).toBe("used-again");
  expect(await stateOf()).toBe("running");
});

test("a VM that somebody keeps stays", async () => {
  await tag(TAG.dormancy, "off");
  expect(await ask()).toBe("kept");
  expect(await stateOf()).toBe("running");
});

test("an entry of the config stays", async () => {
  await world.put(configVmKeys({ client: "ClientA", developer }).byClient, { client: "ClientA", developer });
  expect(await ask()).toBe("config");
  expect(await stateOf()).toBe("running");
});

test("an orphan whose ticket is there again is not terminated", async () => {
  expect(await ask("orphaned")).toBe("withdrawn");
  expect(await stateOf()).toBe("stopped");
});

test("an orphan goes, though there is no ticket to tell", async () => {
  world.jira.deleteIssue(key);
  expect(await ask("orphaned")).toBe("given-up");
  expect(await stateOf()).toBe("terminated");
});
