import { CreateTagsCommand, DescribeVolumesCommand } from "@aws-sdk/client-ec2";
import { DescribeAccessPointsCommand } from "@aws-sdk/client-efs";
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { clientQuotaKey, vmKey } from "../../../../core/aws/table";
import { STATE_READY, TAG } from "../../../../core/vm/tags";
import { uid } from "../../../../core/vm/uid";
import { FIELD } from "../settings";
import { createWorld, type World } from "../world";

// Each step calls the emulator: many times what they take alone.
jest.setTimeout(120_000);

const CLIENT = "ClientA";
const ask = (developer: string, more: Record<string, unknown> = {}) => ({
  [FIELD.client]: CLIENT,
  [FIELD.developer]: developer,
  ...more,
});

describe("a ticket in the provisioning status", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  }, 60_000);
  afterAll(() => world.stop());

  const only = async (developer: string) => {
    const instances = await world.instances(developer);
    expect(instances).toHaveLength(1);
    return instances[0];
  };
  const vms = async () => (await world.get(clientQuotaKey(CLIENT)))?.["vms"] ?? 0;

  /** Works on the ticket. @returns its AWS calls, `Name occurrence`, up to the one where it is cut off */
  const callsOf = async (key: string, when: "before" | "after", cut?: string) => {
    const calls: string[] = [];
    const counts = new Map<string, number>();
    const ctx = world.context({
      tap: (name, at) => {
        if (at !== when) return;
        counts.set(name, (counts.get(name) ?? 0) + 1);
        const call = `${name} ${counts.get(name)}`;
        calls.push(call);
        if (call === cut) throw new Error(`cut off ${when} ${call}`);
      },
    });
    await world.work(key, ctx);
    return calls;
  };

  it("a ticket that asks again for its VM is moved on when the VM is ready, and only then", async () => {
    const key = world.ticket(ask("ready-again"));
    await world.work(key);
    const vm = await only("ready-again");
    await world.work(key);
    expect(world.jira.issue(key)?.status).toBe("Ready");
    await world.ctx.aws.ec2.send(
      new CreateTagsCommand({
        Resources: [vm?.InstanceId ?? ""],
        Tags: [{ Key: TAG.state, Value: STATE_READY }],
      }),
    );
    await world.work(key);
    expect(world.jira.issue(key)?.status).toBe("Provisioned");
    await only("ready-again");
  });

  it("a ticket gets one VM with its tags, home, role, profile and disk", async () => {
    const key = world.ticket(ask("john-smith", { [FIELD.instanceType]: { value: "m5.xlarge" } }));
    await world.work(key);
    const vm = await only("john-smith");
    const tags = Object.fromEntries((vm?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
    const { efs, iam, ec2 } = world.ctx.aws;
    const { AccessPoints = [] } = await efs.send(
      new DescribeAccessPointsCommand({ AccessPointId: tags["HomeAccessPoint"] }),
    );
    const id = uid({ client: CLIENT, developer: "john-smith" });

    expect(vm).toMatchObject({ InstanceType: "m5.xlarge" });
    expect(world.subnetIds).toContain(vm?.SubnetId);
    expect(tags).toMatchObject({
      Name: "dev-ClientA-john-smith",
      ClientName: "ClientA",
      DeveloperName: "john-smith",
      Environment: "dev",
      Schedule: "office-hours",
      AutoStart: "08:00",
      AutoStop: "18:00",
      Timezone: "US/Eastern",
      JiraTicket: key,
      OS: "AmazonLinux2023",
      ManagedBy: "dev-vm",
      DevVmState: "launching",
      Uid: String(id),
      HomeFileSystem: world.ctx.config.fileSystemId,
    });
    expect(AccessPoints).toMatchObject([
      {
        PosixUser: { Uid: id, Gid: id },
        RootDirectory: {
          Path: "/clienta/john-smith",
          CreationInfo: { OwnerUid: id, OwnerGid: id, Permissions: "0700" },
        },
      },
    ]);
    const name = "dev-vm-clienta.john-smith";
    expect(vm?.IamInstanceProfile?.Arn).toMatch(/instance-profile\/dev-vm\/dev-vm-clienta\.john-smith$/);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
    expect(Role).toMatchObject({
      Path: "/dev-vm/",
      PermissionsBoundary: { PermissionsBoundaryArn: world.ctx.config.boundaryArn },
    });
    expect(Role?.Tags).toContainEqual({ Key: "HomeAccessPoint", Value: AccessPoints[0]?.AccessPointArn });
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
    expect(attached.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([
      world.ctx.config.vmPolicyArn,
    ]);
    const profile = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name }));
    expect(profile.InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)).toEqual([name]);

    const { Volumes = [] } = await ec2.send(
      new DescribeVolumesCommand({
        Filters: [{ Name: "attachment.instance-id", Values: [vm?.InstanceId ?? ""] }],
      }),
    );
    expect(Volumes).toMatchObject([
      { Size: 100, VolumeType: "gp3", Encrypted: true, KmsKeyId: world.ctx.config.volumesKeyArn },
    ]);
    const volumeTags = Volumes[0]?.Tags ?? [];
    expect(volumeTags).toContainEqual({ Key: "ManagedBy", Value: "dev-vm" });
    expect(volumeTags.map(({ Key }) => Key)).not.toContain("DevVmState");
    expect(await world.get(vmKey({ client: CLIENT, developer: "john-smith" }))).toMatchObject({
      ticket: key,
      instanceId: vm?.InstanceId,
      attempts: [{ subnetId: vm?.SubnetId, templateVersion: "1" }],
    });
  });

  it("a ticket gets one VM however often its message is delivered", async () => {
    const before = await vms();
    const key = world.ticket(ask("often"));
    for (let time = 0; time < 3; time++) await world.work(key);
    await only("often");
    expect(await vms()).toBe(Number(before) + 1);
  });

  it("a ticket gets one VM when five workers process its message concurrently", async () => {
    const before = await vms();
    const key = world.ticket(ask("at-once"));
    const { last } = await world.emulator.calls();
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => world.work(key)));
    expect(outcomes.map(({ status }) => status)).toContain("fulfilled");
    await world.work(key);
    await only("at-once");
    expect(await vms()).toBe(Number(before) + 1);
    const { calls } = await world.emulator.calls(last);
    const tokens = calls
      .filter(({ action }) => action === "CreateAccessPoint")
      .map(({ params }) => params["ClientToken"]);
    expect(tokens.length).toBeGreaterThan(0);
    expect(new Set(tokens).size).toBe(1);
  });

  it.each(["before", "after"] as const)(
    "a ticket gets one VM when the work was interrupted %s any of its AWS calls",
    async (when) => {
      // By name and occurrence: look-ups side by side end in any order.
      const calls = await callsOf(world.ticket(ask(`whole-${when}`)), when);
      for (const [index, cut] of calls.entries()) {
        const developer = `cut-${when}-${index}`;
        const key = world.ticket(ask(developer));
        const before = await vms();
        await expect(callsOf(key, when, cut)).rejects.toThrow(`cut off ${when} ${cut}`);
        await world.work(key);
        await only(developer);
        expect(await vms()).toBe(Number(before) + 1);
      }
      const names = calls.map((call) => call.split(" ")[0]);
      expect(new Set(names)).toEqual(
        new Set([
          "GetItemCommand",
          "QueryCommand",
          "TransactWriteItemsCommand",
          "DescribeInstancesCommand",
          "CreateAccessPointCommand",
          "DescribeAccessPointsCommand",
          "CreateRoleCommand",
          "AttachRolePolicyCommand",
          "CreateInstanceProfileCommand",
          "AddRoleToInstanceProfileCommand",
          "GetInstanceProfileCommand",
          "GetParameterCommand",
          "DescribeLaunchTemplatesCommand",
          "UpdateItemCommand",
          "RunInstancesCommand",
        ]),
      );
    },
    120_000,
  );
});
