import { CreateRoleCommand, DeleteRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import {
  clientKey,
  clientQuotaKey,
  configVmKeys,
  developerQuotaKey,
  uidKey,
  vmKey,
} from "../../../core/aws/table";
import { uid } from "../../../core/vm/uid";
import type { VmRecord } from "../../../functions/provision/record";
import { release } from "../../../functions/provision/steps/release";
import { loadRecord } from "../../../functions/provision/store";
import { FIELD, SETTINGS } from "./settings";
import { createWorld, type World } from "./world";

const ask = (client: string, developer: string, more: Record<string, unknown> = {}) => ({
  [FIELD.client]: client,
  [FIELD.developer]: developer,
  ...more,
});

describe("a request that breaks a rule", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  }, 60_000);
  afterAll(() => world.stop());

  const told = (key: string) => world.jira.comments(key).map(({ body }) => JSON.stringify(body));
  const refused = async (key: string, developer: string, why: RegExp) => {
    await world.work(key);
    await world.work(key);
    expect(told(key)).toHaveLength(1);
    expect(told(key)[0]).toMatch(why);
    expect(await world.instances(developer)).toEqual([]);
  };

  it("is told once for an unknown client, and once more after an edit in vain", async () => {
    const key = world.ticket(ask("Nobody", "ann"));
    await refused(key, "ann", /Nobody.*not in the config file/);
    world.jira.editIssue(key, { [FIELD.client]: "Somebody" });
    await world.work(key);
    expect(told(key)).toHaveLength(2);
    world.jira.editIssue(key, { [FIELD.client]: "ClientA" });
    await world.work(key);
    expect(await world.instances("ann")).toHaveLength(1);
  });

  it("is refused where the config file has the VM", async () => {
    const person = { client: "ClientA", developer: "Configured" };
    await world.put(configVmKeys(person).byClient, person);
    await refused(world.ticket(ask("ClientA", "configured")), "configured", /managed by the config file/);
    expect(await world.get(vmKey(person))).toBeUndefined();
  });

  it("is refused where another pair has the uid, and takes no quota", async () => {
    const person = { client: "ClientA", developer: "collides" };
    const before = await world.get(clientQuotaKey("ClientA"));
    await world.put(uidKey(uid(person)), { client: "Other", developer: "one" });
    await refused(world.ticket(ask("ClientA", "collides")), "collides", /user id/);
    expect(await world.get(clientQuotaKey("ClientA"))).toEqual(before);
    expect(await world.get(developerQuotaKey("collides"))).toBeUndefined();
  });

  it("is refused beyond the client's quota, which counts the config's VMs", async () => {
    const settings = { ...SETTINGS, policy: { ...SETTINGS.policy, maxVmsPerClient: 3 } };
    const ctx = world.context({ settings });
    await world.put(configVmKeys({ client: "Client B", developer: "in-config" }).byClient, {});
    for (const developer of ["first", "second", "third"])
      await world.work(world.ticket(ask("Client B", developer)), ctx);
    const vms = await Promise.all(["first", "second", "third"].map((one) => world.instances(one)));
    expect(vms.map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  it("is refused beyond the developer's quota, also when the requests come at once", async () => {
    const settings = { ...SETTINGS, policy: { ...SETTINGS.policy, maxVmsPerDeveloper: 1 } };
    const keys = ["ClientA", "Client B"].map((client) => world.ticket(ask(client, "greedy")));
    const results = await Promise.allSettled(keys.map((key) => world.work(key, world.context({ settings }))));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(await world.instances("greedy")).toHaveLength(1);
    expect(keys.flatMap(told).join()).toMatch(/limit of 1 is reached/);
  });

  it("is refused a quota of nothing", async () => {
    const settings = { ...SETTINGS, policy: { ...SETTINGS.policy, maxVmsPerDeveloper: 0 } };
    await world.work(world.ticket(ask("ClientA", "none-allowed")), world.context({ settings }));
    expect(await world.instances("none-allowed")).toEqual([]);
  });

  describe("where a role of the name is there already", () => {
    const own = { ClientName: "ClientA", DeveloperName: "squatted", ManagedBy: "dev-vm" };
    const role = { path: "/dev-vm/", bounded: true, tags: own };

    it.each([
      ["outside the project's path", { ...role, path: "/" }],
      ["without the boundary", { ...role, bounded: false }],
      ["of another project", { ...role, tags: { ...own, ManagedBy: "other" } }],
      ["of another client", { ...role, tags: { ...own, ClientName: "ClientZ" } }],
      ["of another developer", { ...role, tags: { ...own, DeveloperName: "somebody" } }],
    ])("is refused for one %s", async (_, { path, bounded, tags }) => {
      const { iam } = world.ctx.aws;
      const RoleName = "dev-vm-clienta.squatted";
      await iam.send(
        new CreateRoleCommand({
          RoleName,
          Path: path,
          AssumeRolePolicyDocument: "{}",
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          ...(bounded ? { PermissionsBoundary: world.ctx.config.boundaryArn } : {}),
        }),
      );
      try {
        await refused(
          world.ticket(ask("ClientA", "squatted")),
          "squatted",
          new RegExp(`IAM role named ${RoleName}`),
        );
      } finally {
        await iam.send(new DeleteRoleCommand({ RoleName }));
        await release(
          world.ctx,
          (await loadRecord(world.ctx, { client: "ClientA", developer: "squatted" })) as VmRecord,
        );
      }
    });
  });

  it("is refused while another ticket has the VM, however the client is spelled", async () => {
    const first = world.ticket(ask("ClientA", "twice"));
    await world.work(first);
    const second = world.ticket(ask("clienta", "twice"));
    await world.work(second);
    expect(told(second)).toEqual([expect.stringContaining(first)]);
    expect(await world.instances("twice")).toHaveLength(1);
  });

  describe("where the home belongs to a developer spelled otherwise", () => {
    const owner = { client: "ClientA", developer: "john-smith" };
    const why = /share one home.*the spelling \\"john-smith/;

    it.each(["john.smith", "John-Smith", "john smith"])(
      "is refused for %s while that VM is there",
      async (name) => {
        await world.work(world.ticket(ask("ClientA", "john-smith")));
        await refused(world.ticket(ask("ClientA", name)), name, why);
      },
    );

    it("is refused when that VM is gone and the claim of its home is left", async () => {
      await release(world.ctx, (await loadRecord(world.ctx, owner)) as VmRecord);
      await refused(world.ticket(ask("ClientA", "john.smith")), "john.smith", why);
      expect(await world.get(uidKey(uid(owner)))).toMatchObject(owner);
    });

    it.each([
      ["developer", { ClientName: "ClientA", DeveloperName: "jane-roe" }, /share one home.*jane-roe/],
      ["client", { ClientName: "clienta", DeveloperName: "jane.roe" }, /belongs to the client.*clienta/],
    ])(
      "is refused by the tags of a role that spell the %s otherwise, and leaves them",
      async (_, names, told) => {
        const { iam } = world.ctx.aws;
        const RoleName = "dev-vm-clienta.jane-roe";
        await iam.send(
          new CreateRoleCommand({
            RoleName,
            Path: "/dev-vm/",
            AssumeRolePolicyDocument: "{}",
            PermissionsBoundary: world.ctx.config.boundaryArn,
            Tags: Object.entries({ ...names, ManagedBy: "dev-vm" }).map(([Key, Value]) => ({ Key, Value })),
          }),
        );
        try {
          await refused(world.ticket(ask("ClientA", "jane.roe")), "jane.roe", told);
          const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
          expect(Role?.Tags).toContainEqual({ Key: "ClientName", Value: names.ClientName });
        } finally {
          await iam.send(new DeleteRoleCommand({ RoleName }));
          const person = { client: "ClientA", developer: "jane.roe" };
          await release(world.ctx, (await loadRecord(world.ctx, person)) as VmRecord);
        }
      },
    );

    it("lets the one in who was first when two spellings come at once", async () => {
      const keys = ["ann-lee", "ann.lee"].map((name) => world.ticket(ask("ClientA", name)));
      await Promise.allSettled(keys.map((key) => world.work(key)));
      for (const key of keys) await world.work(key);
      const vms = await Promise.all(["ann-lee", "ann.lee"].map((name) => world.instances(name)));
      expect(vms.flat()).toHaveLength(1);
      expect(keys.flatMap(told).join()).toMatch(/share one home/);
    });
  });

  it("keeps its one VM, spelled as at first, when the config spells the client anew", async () => {
    const key = world.ticket(ask("ClientA", "steady"));
    await world.work(key);
    await world.put(clientKey("ClientA"), { name: "CLIENTA" });
    try {
      await world.work(key);
      const [vm, ...more] = await world.instances("steady");
      expect(more).toEqual([]);
      expect(vm?.Tags).toContainEqual({ Key: "ClientName", Value: "ClientA" });
      await release(
        world.ctx,
        (await loadRecord(world.ctx, { client: "ClientA", developer: "steady" })) as VmRecord,
      );
      await world.work(key);
      expect(await world.instances("steady")).toHaveLength(1);
    } finally {
      await world.put(clientKey("ClientA"), { name: "ClientA" });
    }
  });

  it("waits while another ticket's launch may still come to something", async () => {
    await world.emulator.fault({
      service: "ec2",
      action: "RunInstances",
      code: "InternalError",
      status: 500,
    });
    const first = world.ticket(ask("ClientA", "patient"));
    await expect(world.work(first)).rejects.toThrow();
    const second = world.ticket(ask("ClientA", "patient"));
    await expect(world.work(second)).rejects.toMatchObject({ name: "RetryLaterError" });
    await world.work(second, world.context({ now: () => new Date(Date.now() + 11 * 60_000) }));
    const vms = await world.instances("patient");
    expect(vms).toHaveLength(1);
    expect(vms[0]?.Tags).toContainEqual({ Key: "JiraTicket", Value: second });
  });

  it("takes over from another ticket of which no VM came", async () => {
    await world.emulator.fault({
      service: "ec2",
      action: "RunInstances",
      code: "InsufficientInstanceCapacity",
      times: 2,
    });
    const first = world.ticket(ask("ClientA", "heir"));
    await expect(world.work(first)).rejects.toThrow();
    const second = world.ticket(ask("ClientA", "heir"));
    await world.work(second);
    const [vm] = await world.instances("heir");
    expect(vm?.Tags).toContainEqual({ Key: "JiraTicket", Value: second });
    expect((await world.get(clientQuotaKey("ClientA")))?.["vms"]).toBeGreaterThan(0);
  });

  it("is accepted with a warning for an operating system past its support, told once", async () => {
    const key = world.ticket(ask("ClientA", "nostalgic", { [FIELD.os]: "Ubuntu 20.04" }));
    await world.work(key);
    await world.work(key);
    expect(told(key)).toEqual([expect.stringContaining("2025-05-31")]);
    expect(await world.instances("nostalgic")).toHaveLength(1);
  });

  it.each(["To Do", "Provisioned"])(
    "makes nothing of a ticket in %s, whatever the message",
    async (status) => {
      const key = world.ticket(ask("ClientA", "waiting"));
      world.jira.moveIssue(key, status);
      const { last } = await world.emulator.calls();
      await world.work(key);
      expect((await world.emulator.calls(last)).calls).toEqual([]);
    },
  );

  it("makes nothing of a ticket that is gone", async () => {
    await expect(world.work("INFRA-9999")).resolves.toBeUndefined();
  });
});
