import { DescribeSnapshotsCommand, RunInstancesCommand, StartInstancesCommand } from "@aws-sdk/client-ec2";
import { clientQuotaKey, configVmKeys, developerQuotaKey, vmKey } from "../../../core/aws/table";
import { FIELD } from "./settings";
import { createWorld, type World } from "./world";

// Each step calls the emulator: many times what they take alone.
jest.setTimeout(120_000);

const CLIENT = "ClientA";
const ask = (developer: string) => ({ [FIELD.client]: CLIENT, [FIELD.developer]: developer });

describe("a ticket that no longer needs its VM", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  }, 60_000);
  afterAll(() => world.stop());

  const provisioned = async (developer: string) => {
    const key = world.ticket(ask(developer));
    await world.work(key);
    const [vm] = await world.instances(developer);
    return { key, id: vm?.InstanceId ?? "" };
  };
  const states = async (developer: string) =>
    (await world.instances(developer, ["running", "stopped", "terminated"])).map(({ State }) => State?.Name);
  const autoSchedule = async (developer: string) =>
    (await world.instances(developer))[0]?.Tags?.find(({ Key }) => Key === "AutoSchedule")?.Value;
  const snapshotsOf = async (id: string) => {
    const filter = { Name: "description", Values: [`*${id}*`] };
    const { Snapshots = [] } = await world.ctx.aws.ec2.send(
      new DescribeSnapshotsCommand({ Filters: [filter] }),
    );
    return Snapshots;
  };

  it("a closed ticket's VM is stopped and opted out of its schedule, once, and restarts in the provisioning status", async () => {
    const { key } = await provisioned("closer");
    world.jira.moveIssue(key, "Closed");
    await world.work(key);
    await world.work(key);
    expect(await states("closer")).toEqual(["stopped"]);
    expect(await autoSchedule("closer")).toBe("off");
    expect(world.jira.comments(key)).toHaveLength(1);
    world.jira.moveIssue(key, "Ready");
    await world.work(key);
    expect(await states("closer")).toEqual(["running"]);
    expect(await autoSchedule("closer")).toBeUndefined();
  });

  it("a ticket's VM is snapshotted, terminated and taken out of the quota, once", async () => {
    const { key, id } = await provisioned("leaver");
    const before = Number((await world.get(clientQuotaKey(CLIENT)))?.["vms"]);
    world.jira.moveIssue(key, "TerminateVM");
    await world.work(key);
    await world.work(key);
    expect(await states("leaver")).toEqual(["terminated"]);
    const snapshots = await snapshotsOf(id);
    expect(snapshots).toHaveLength(1);
    expect(snapshots[0]?.Tags).toEqual(
      expect.arrayContaining([
        { Key: "ManagedBy", Value: "dev-vm" },
        { Key: "DeveloperName", Value: "leaver" },
        { Key: "JiraTicket", Value: key },
      ]),
    );
    expect(JSON.stringify(world.jira.comments(key).map(({ body }) => body))).toContain(
      snapshots[0]?.SnapshotId,
    );
    expect(world.jira.comments(key)).toHaveLength(1);
    expect(await world.get(clientQuotaKey(CLIENT))).toMatchObject({ vms: before - 1 });
    expect(await world.get(developerQuotaKey("leaver"))).toMatchObject({ vms: 0 });
    expect(await world.get(vmKey({ client: CLIENT, developer: "leaver" }))).not.toHaveProperty("ticket");
  });

  it("a ticket may ask for a new VM after a termination, with the same home", async () => {
    const { key } = await provisioned("returner");
    const homeOf = async () =>
      (await world.instances("returner"))[0]?.Tags?.find(({ Key }) => Key === "HomeAccessPoint")?.Value;
    const home = await homeOf();
    world.jira.moveIssue(key, "TerminateVM");
    await world.work(key);
    world.jira.moveIssue(key, "Ready");
    await world.work(key);
    expect(await states("returner")).toEqual(expect.arrayContaining(["running", "terminated"]));
    expect(await homeOf()).toBe(home);
    expect(await world.get(developerQuotaKey("returner"))).toMatchObject({ vms: 1 });
  });

  it.each(["before", "after"] as const)(
    "a termination that was interrupted %s any of its AWS calls is finished by a repetition",
    async (when) => {
      for (let cutAt = 1, cut = true; cut; cutAt++) {
        const developer = `leaver-${when}-${cutAt}`;
        const { key, id } = await provisioned(developer);
        world.jira.moveIssue(key, "TerminateVM");
        let seen = 0;
        const ctx = world.context({
          tap: (call, at) => {
            if (at === when && ++seen === cutAt) throw new Error(`cut off ${when} ${call}`);
          },
        });
        await world.work(key, ctx).catch(() => undefined);
        cut = seen >= cutAt;
        await world.work(key);
        expect(await states(developer)).toEqual(["terminated"]);
        expect(await snapshotsOf(id)).toHaveLength(1);
        expect(await world.get(developerQuotaKey(developer))).toMatchObject({ vms: 0 });
        expect(world.jira.comments(key)).toHaveLength(1);
      }
    },
    120_000,
  );

  it("the snapshot is taken of a stopped VM, and the VM is terminated only then", async () => {
    const { key } = await provisioned("rested");
    world.jira.moveIssue(key, "TerminateVM");
    const { last } = await world.emulator.calls();
    await world.work(key);
    const wanted = ["StopInstances", "CreateSnapshot", "TerminateInstances"];
    const { calls } = await world.emulator.calls(last);
    expect(calls.map(({ action }) => action).filter((action) => wanted.includes(action))).toEqual(wanted);
  });

  it("a termination waits until the VM is stopped before it takes a snapshot", async () => {
    const { key, id } = await provisioned("slow-stop");
    world.jira.moveIssue(key, "TerminateVM");
    await world.emulator.fault({ service: "ec2", action: "StopInstances", code: "IncorrectInstanceState" });
    await expect(world.work(key)).rejects.toMatchObject({ name: "RetryLaterError" });
    expect(await snapshotsOf(id)).toEqual([]);
    expect(await states("slow-stop")).toEqual(["running"]);
    await world.work(key);
    expect(await states("slow-stop")).toEqual(["terminated"]);
  });

  it("a VM whose ticket moves on during the snapshot keeps its quota, and a later termination takes a new snapshot", async () => {
    const { key, id } = await provisioned("undecided");
    world.jira.moveIssue(key, "TerminateVM");
    const moving = world.context({
      tap: (call, when) => {
        if (call === "CreateSnapshotCommand" && when === "after") world.jira.moveIssue(key, "Ready");
      },
    });
    await world.work(key, moving);
    expect(await states("undecided")).toEqual(["stopped"]);
    expect(await world.get(vmKey({ client: CLIENT, developer: "undecided" }))).toMatchObject({ ticket: key });
    expect(world.jira.comments(key)).toEqual([]);
    // EC2 gives launch times to the second.
    await world.emulator.advance(60);
    await world.work(key);
    expect(await states("undecided")).toEqual(["running"]);
    world.jira.moveIssue(key, "TerminateVM");
    await world.work(key);
    expect(await states("undecided")).toEqual(["terminated"]);
    expect(await snapshotsOf(id)).toHaveLength(2);
    const [comment] = world.jira.comments(key).map(({ body }) => JSON.stringify(body));
    expect(comment?.match(/snap-/g)).toHaveLength(1);
  });

  it("a VM that is started during its snapshot is not terminated", async () => {
    const { key, id } = await provisioned("restarted");
    world.jira.moveIssue(key, "TerminateVM");
    const original = world.context();
    const send = original.aws.ec2.send.bind(original.aws.ec2) as (command: unknown) => Promise<unknown>;
    const ec2 = new Proxy(original.aws.ec2, {
      get: (target, name) =>
        name === "send"
          ? async (command: { constructor: { name: string } }) => {
              if (command.constructor.name === "CreateSnapshotCommand") {
                await send(new StartInstancesCommand({ InstanceIds: [id] }));
              }
              return send(command);
            }
          : Reflect.get(target, name),
    });
    const raced = { ...original, aws: { ...original.aws, ec2 } };
    await expect(world.work(key, raced)).rejects.toMatchObject({ name: "RetryLaterError" });
    expect(await states("restarted")).toEqual(["running"]);
    await world.work(key);
    expect(await states("restarted")).toEqual(["terminated"]);
  });

  it("a ticket without a VM releases its quota when it is closed", async () => {
    const fault = { service: "ec2", action: "RunInstances", code: "InsufficientInstanceCapacity", times: 2 };
    await world.emulator.fault(fault);
    const key = world.ticket(ask("no-luck"));
    await expect(world.work(key)).rejects.toMatchObject({ name: "LaunchFailedError" });
    expect(await world.get(developerQuotaKey("no-luck"))).toMatchObject({ vms: 1 });
    world.jira.moveIssue(key, "Closed");
    for (let time = 0; time < 2; time++) await world.work(key);
    expect(await world.get(developerQuotaKey("no-luck"))).toMatchObject({ vms: 0 });
    expect(await world.get(vmKey({ client: CLIENT, developer: "no-luck" }))).not.toHaveProperty("ticket");
  });

  it("a closed ticket waits for a launch that may still make a VM", async () => {
    const fault = { service: "ec2", action: "RunInstances", code: "InternalError", status: 500 };
    await world.emulator.fault(fault);
    const key = world.ticket(ask("hasty"));
    await expect(world.work(key)).rejects.toThrow();
    for (const status of ["Closed", "TerminateVM"]) {
      world.jira.moveIssue(key, status);
      await expect(world.work(key)).rejects.toMatchObject({ name: "RetryLaterError", pauseSeconds: 240 });
    }
    const later = world.context({ now: () => new Date(Date.now() + 11 * 60_000) });
    await world.work(key, later);
    expect(await world.get(developerQuotaKey("hasty"))).toMatchObject({ vms: 0 });
  });

  it("an instance of another project is left alone, also with the same ticket and names", async () => {
    const key = world.ticket(ask("foreign"));
    const tags = {
      ClientName: CLIENT,
      DeveloperName: "foreign",
      JiraTicket: key,
      ManagedBy: "another-project",
    };
    const image = await world.instances("closer");
    await world.ctx.aws.ec2.send(
      new RunInstancesCommand({
        ImageId: image[0]?.ImageId,
        MinCount: 1,
        MaxCount: 1,
        TagSpecifications: [
          { ResourceType: "instance", Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
        ],
      }),
    );
    for (const status of ["Closed", "TerminateVM"]) {
      world.jira.moveIssue(key, status);
      await world.work(key);
      expect(await states("foreign")).toEqual(["running"]);
    }
    world.jira.moveIssue(key, "Ready");
    await world.work(key);
    expect(await states("foreign")).toEqual(["running", "running"]);
  });

  it("the config file's VM keeps running on its schedule without a comment when its ticket is closed", async () => {
    const { key } = await provisioned("merged");
    await world.put(configVmKeys({ client: CLIENT, developer: "merged" }).byClient, {});
    world.jira.moveIssue(key, "Closed");
    await world.work(key);
    expect(await states("merged")).toEqual(["running"]);
    expect(await autoSchedule("merged")).toBeUndefined();
    expect(world.jira.comments(key)).toEqual([]);
  });

  it("the config file's VM is not terminated, which is commented on the ticket", async () => {
    const { key } = await provisioned("configured");
    await world.put(configVmKeys({ client: CLIENT, developer: "configured" }).byClient, {});
    world.jira.moveIssue(key, "TerminateVM");
    await world.work(key);
    expect(await states("configured")).toEqual(["running"]);
    expect(JSON.stringify(world.jira.comments(key))).toContain("managed by the config file");
  });
});
