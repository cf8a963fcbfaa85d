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
import type { VmRecord } from "../../../functions/provision/record/record";
import { releaseQuota } from "../../../functions/provision/record/release-quota";
import { loadRecord } from "../../../functions/provision/record/store";
import { FIELD, SETTINGS } from "./settings";
import { createWorld, type World } from "./world";

// Each step calls the emulator: many times what they take alone.
jest.setTimeout(120_000);

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

  const comments = (key: string) => world.jira.comments(key).map(({ body }) => JSON.stringify(body));
  const refused = async (key: string, developer: string, why: RegExp) => {
    await world.work(key);
    await world.work(key);
    expect(comments(key)).toHaveLength(1);
    expect(comments(key)[0]).toMatch(why);
    expect(await world.instances(developer)).toEqual([]);
  };

  it("an unknown client is refused with one comment, and with one more after another wrong edit", async () => {
    const key = world.ticket(ask("Nobody", "ann"));
    await refused(key, "ann", /Nobody.*not in the config file/);
    world.jira.editIssue(key, { [FIELD.client]: "Somebody" });
    await world.work(key);
    expect(comments(key)).toHaveLength(2);
    world.jira.editIssue(key, { [FIELD.client]: "ClientA" });
    await world.work(key);
    expect(await world.instances("ann")).toHaveLength(1);
  });

  it("a request for a VM of the config file is refused", async () => {
    const person = { client: "ClientA", developer: "Configured" };
    await world.put(configVmKeys(person).byClient, person);
    await refused(world.ticket(ask("ClientA", "configured")), "configured", /managed by the config file/);
    expect(await world.get(vmKey(person))).toBeUndefined();
  });

  it("a request whose uid belongs to another pair is refused and takes no quota", async () => {
    const person = { client: "ClientA", developer: "collides" };
    const before = await world.get(clientQuotaKey("ClientA"));
    await world.put(uidKey(uid(person)), { client: "Other", developer: "one" });
    await refused(world.ticket(ask("ClientA", "collides")), "collides", /user id/);
    expect(await world.get(clientQuotaKey("ClientA"))).toEqual(before);
    expect(await world.get(developerQuotaKey("collides"))).toBeUndefined();
  });

  it("a request beyond the client's quota, which counts the config's VMs, is refused", async () => {
    const settings = { ...SETTINGS, policy: { ...SETTINGS.policy, maxVmsPerClient: 3 } };
    const ctx = world.context({ settings });
    await world.put(configVmKeys({ client: "Client B", developer: "in-config" }).byClient, {});
    for (const developer of ["first", "second", "third"])
      await world.work(world.ticket(ask("Client B", developer)), ctx);
    const vms = await Promise.all(["first", "second", "third"].map((one) => world.instances(one)));
    expect(vms.map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  it("a request beyond the developer's quota is refused, also when the requests come concurrently", async () => {
    const settings = { ...SETTINGS, policy: { ...SETTINGS.policy, maxVmsPerDeveloper: 1 } };
    const keys = ["ClientA", "Client B"].map((client) => world.ticket(ask(client, "greedy")));
    const results = await Promise.allSettled(keys.map((key) => world.work(key, world.context({ settings }))));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(await world.instances("greedy")).toHaveLength(1);
    expect(keys.flatMap(comments).join()).toMatch(/limit of 1 is reached/);
  });

  it("every request is refused when the quota is zero", async () => {
    const settings = { ...SETTINGS, policy: { ...SETTINGS.policy, maxVmsPerDeveloper: 0 } };
    await world.work(world.ticket(ask("ClientA", "none-allowed")), world.context({ settings }));
    expect(await world.instances("none-allowed")).toEqual([]);
  });

  describe("an existing role of the same name", () => {
    const own = { ClientName: "ClientA", DeveloperName: "squatted", ManagedBy: "dev-vm" };
    const role = { path: "/dev-vm/", bounded: true, tags: own };

    it.each([
      ["outside the project's path", { ...role, path: "/" }],
      ["one without the boundary", { ...role, bounded: false }],
      ["of another project", { ...role, tags: { ...own, ManagedBy: "other" } }],
      ["of another client", { ...role, tags: { ...own, ClientName: "ClientZ" } }],
      ["of another developer", { ...role, tags: { ...own, DeveloperName: "other" } }],
    ])("a request is refused when the role is %s", async (_, { path, bounded, tags }) => {
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
        await releaseQuota(
          world.ctx,
          (await loadRecord(world.ctx, { client: "ClientA", developer: "squatted" })) as VmRecord,
        );
      }
    });
  });

  it("a request is refused while another ticket has the VM, however the client is spelled", async () => {
    const first = world.ticket(ask("ClientA", "twice"));
    await world.work(first);
    const second = world.ticket(ask("clienta", "twice"));
    await world.work(second);
    expect(comments(second)).toEqual([expect.stringContaining(first)]);
    expect(await world.instances("twice")).toHaveLength(1);
  });

  describe("a home that belongs to a developer with another spelling", () => {
    const owner = { client: "ClientA", developer: "john-smith" };
    const why = /share one home.*the spelling \\"john-smith/;

    it.each(["john.smith", "John-Smith", "john smith"])(
      "a request for %s is refused while that developer's VM exists",
      async (name) => {
        await world.work(world.ticket(ask("ClientA", "john-smith")));
        await refused(world.ticket(ask("ClientA", name)), name, why);
      },
    );

    it("a request is refused when that developer's VM is gone but the claim of its home is left", async () => {
      await releaseQuota(world.ctx, (await loadRecord(world.ctx, owner)) as VmRecord);
      await refused(world.ticket(ask("ClientA", "john.smith")), "john.smith", why);
      expect(await world.get(uidKey(uid(owner)))).toMatchObject(owner);
    });

    it.each([
      ["developer", { ClientName: "ClientA", DeveloperName: "jane-roe" }, /share one home.*jane-roe/],
      ["client", { ClientName: "clienta", DeveloperName: "jane.roe" }, /belongs to the client.*clienta/],
    ])(
      "a request is refused when the tags of the role spell the %s differently, and the tags stay",
      async (_, names, why) => {
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
          await refused(world.ticket(ask("ClientA", "jane.roe")), "jane.roe", why);
          const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
          expect(Role?.Tags).toContainEqual({ Key: "ClientName", Value: names.ClientName });
        } finally {
          await iam.send(new DeleteRoleCommand({ RoleName }));
          const person = { client: "ClientA", developer: "jane.roe" };
          await releaseQuota(world.ctx, (await loadRecord(world.ctx, person)) as VmRecord);
        }
      },
    );

    it("only the first of two spellings gets a VM when both come concurrently", async () => {
      const keys = ["ann-lee", "ann.lee"].map((name) => world.ticket(ask("ClientA", name)));
      await Promise.allSettled(keys.map((key) => world.work(key)));
      for (const key of keys) await world.work(key);
      const vms = await Promise.all(["ann-lee", "ann.lee"].map((name) => world.instances(name)));
      expect(vms.flat()).toHaveLength(1);
      expect(keys.flatMap(comments).join()).toMatch(/share one home/);
    });
  });

  it("a ticket keeps its one VM with the first spelling when the config changes the client's spelling", async () => {
    const key = world.ticket(ask("ClientA", "steady"));
    await world.work(key);
    await world.put(clientKey("ClientA"), { name: "CLIENTA" });
    try {
      await world.work(key);
      const [vm, ...more] = await world.instances("steady");
      expect(more).toEqual([]);
      expect(vm?.Tags).toContainEqual({ Key: "ClientName", Value: "ClientA" });
      await releaseQuota(
        world.ctx,
        (await loadRecord(world.ctx, { client: "ClientA", developer: "steady" })) as VmRecord,
      );
      await world.work(key);
      expect(await world.instances("steady")).toHaveLength(1);
    } finally {
      await world.put(clientKey("ClientA"), { name: "ClientA" });
    }
  });

  it("a request waits while another ticket's launch may still make a VM", async () => {
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

  it("the record of another ticket without a VM is reassigned to the request", async () => {
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

  it("an operating system past its support is accepted with one warning on the ticket", async () => {
    const key = world.ticket(ask("ClientA", "nostalgic", { [FIELD.os]: "Ubuntu 20.04" }));
    await world.work(key);
    await world.work(key);
    expect(comments(key)).toEqual([expect.stringContaining("2025-05-31")]);
    expect(await world.instances("nostalgic")).toHaveLength(1);
  });

  it.each(["To Do", "Provisioned"])("a message for a ticket in %s makes no AWS calls", async (status) => {
    const key = world.ticket(ask("ClientA", "waiting"));
    world.jira.moveIssue(key, status);
    const { last } = await world.emulator.calls();
    await world.work(key);
    expect((await world.emulator.calls(last)).calls).toEqual([]);
  });

  it("a message for a ticket that is gone is no failure", async () => {
    await expect(world.work("INFRA-9999")).resolves.toBeUndefined();
  });
});
