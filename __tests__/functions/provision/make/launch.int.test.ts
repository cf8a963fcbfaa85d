import { CreateLaunchTemplateVersionCommand } from "@aws-sdk/client-ec2";
import { clientQuotaKey, vmKey } from "../../../../core/aws/table";
import { FIELD } from "../settings";
import { createWorld, type World } from "../world";

// Each step calls the emulator: many times what they take alone.
jest.setTimeout(120_000);

const CLIENT = "ClientA";
const ask = (developer: string) => ({ [FIELD.client]: CLIENT, [FIELD.developer]: developer });

interface Attempt {
  readonly token: string;
  readonly subnetId: string;
  readonly outcome?: string;
}

describe("a launch that AWS does not simply accept", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  }, 60_000);
  afterAll(() => world.stop());
  afterEach(() => world.emulator.clearFaults());

  const refuse = (
    code: string,
    times = 1,
    more: { message?: string; after?: boolean; status?: number } = {},
  ) => world.emulator.fault({ service: "ec2", action: "RunInstances", code, times, ...more });
  const attemptsOf = async (developer: string) =>
    ((await world.get(vmKey({ client: CLIENT, developer })))?.["attempts"] ?? []) as Attempt[];
  const reserved = async () => Number((await world.get(clientQuotaKey(CLIENT)))?.["vms"] ?? 0);

  it.each(["InsufficientInstanceCapacity", "Unsupported", "InsufficientFreeAddressesInSubnet"])(
    "%s moves the launch on to the next zone",
    async (code) => {
      await refuse(code);
      const developer = `zone-${code.toLowerCase()}`;
      await world.work(world.ticket(ask(developer)));
      const [first, second] = await attemptsOf(developer);
      const instances = await world.instances(developer);
      expect(first?.outcome).toBe(code);
      expect(second?.outcome).toBeUndefined();
      expect(second?.token).not.toBe(first?.token);
      expect(new Set([first?.subnetId, second?.subnetId])).toEqual(new Set(world.subnetIds));
      expect(instances.map(({ SubnetId }) => SubnetId)).toEqual([second?.subnetId]);
    },
  );

  it("a launch fails with one comment when no zone has capacity, and succeeds when the message is retried", async () => {
    await refuse("InsufficientInstanceCapacity", 4);
    const key = world.ticket(ask("no-room"));
    const before = await reserved();
    await expect(world.work(key)).rejects.toMatchObject({ name: "LaunchFailedError", retryable: true });
    await expect(world.work(key)).rejects.toMatchObject({ name: "LaunchFailedError", retryable: true });
    expect(world.jira.comments(key)).toHaveLength(1);
    expect(JSON.stringify(world.jira.comments(key)[0]?.body)).toContain("InsufficientInstanceCapacity");
    await world.work(key);
    expect(await world.instances("no-room")).toHaveLength(1);
    expect(await reserved()).toBe(before + 1);
  });

  it("the instance of an accepted launch whose answer was lost is found, also with a newer template and an edited ticket", async () => {
    await refuse("InternalError", 1, { after: true, status: 500 });
    const key = world.ticket(ask("lost-answer"));
    await expect(world.work(key)).rejects.toThrow();
    const [made] = await world.instances("lost-answer");
    const [attempt] = await attemptsOf("lost-answer");
    await world.ctx.aws.ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateName: "dev-vm-amazonlinux2023",
        LaunchTemplateData: { EbsOptimized: true },
      }),
    );
    world.jira.editIssue(key, { [FIELD.instanceType]: "t3.large" });
    await world.work(key);
    expect((await world.instances("lost-answer")).map(({ InstanceId }) => InstanceId)).toEqual([
      made?.InstanceId,
    ]);
    expect(await attemptsOf("lost-answer")).toEqual([attempt]);
  });

  it("an attempt of unknown outcome is repeated with the very same parameters while EC2 shows no instance", async () => {
    await refuse("InternalError", 1, { after: true, status: 500 });
    const key = world.ticket(ask("not-seen"));
    await expect(world.work(key)).rejects.toThrow();
    // EC2 shows a new instance only after a while.
    const hidden = world.context();
    const blind = new Proxy(hidden.aws.ec2, {
      get: (target, name) =>
        name === "send"
          ? (command: { constructor: { name: string } }) =>
              command.constructor.name === "DescribeInstancesCommand"
                ? Promise.resolve({ Reservations: [] })
                : target.send(command as never)
          : Reflect.get(target, name),
    });
    await world.work(key, { ...hidden, aws: { ...hidden.aws, ec2: blind } });
    const instances = await world.instances("not-seen");
    expect(instances).toHaveLength(1);
    expect(await world.get(vmKey({ client: CLIENT, developer: "not-seen" }))).toMatchObject({
      instanceId: instances[0]?.InstanceId,
    });
  });

  it("one attempt waits until a new instance profile is known", async () => {
    const message =
      "Value (x) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name";
    await refuse("InvalidParameterValue", 3, { message });
    await world.work(world.ticket(ask("fresh-profile")));
    expect(await world.instances("fresh-profile")).toHaveLength(1);
    expect(await attemptsOf("fresh-profile")).toHaveLength(1);
  });

  it("a refusal for good is commented, takes no quota, and a later request starts a new attempt", async () => {
    await refuse("VcpuLimitExceeded", 1, {
      message: "You have requested more vCPU capacity than your limit.",
    });
    const key = world.ticket(ask("no-vcpu"));
    const before = await reserved();
    await world.work(key);
    expect(JSON.stringify(world.jira.comments(key).map(({ body }) => body))).toMatch(
      /more vCPU capacity.*raise the limit/s,
    );
    expect(await world.instances("no-vcpu")).toEqual([]);
    expect(await reserved()).toBe(before);
    await world.work(key);
    expect(await world.instances("no-vcpu")).toHaveLength(1);
  });

  it("an error that does not show the outcome is left to the next delivery without a comment", async () => {
    await refuse("RequestLimitExceeded", 1, { status: 503 });
    const key = world.ticket(ask("throttled"));
    await expect(world.work(key)).rejects.toThrow();
    expect(world.jira.comments(key)).toEqual([]);
    await world.work(key);
    expect(await attemptsOf("throttled")).toHaveLength(1);
    expect(await world.instances("throttled")).toHaveLength(1);
  });

  it("a surplus instance is terminated when another worker has moved on to another zone", async () => {
    const key = world.ticket(ask("raced"));
    let overtaken = false;
    const slow = world.context();
    const run = slow.aws.ec2.send.bind(slow.aws.ec2) as (command: unknown) => Promise<unknown>;
    const ec2 = new Proxy(slow.aws.ec2, {
      get: (target, name) =>
        name === "send"
          ? async (command: { constructor: { name: string } }) => {
              if (command.constructor.name === "RunInstancesCommand" && !overtaken) {
                overtaken = true;
                // The same attempt, refused to the other worker a moment before there was room again.
                await refuse("InsufficientInstanceCapacity");
                await world.work(key);
              }
              return run(command);
            }
          : Reflect.get(target, name),
    });
    await world.work(key, { ...slow, aws: { ...slow.aws, ec2 } });
    const instances = await world.instances("raced");
    expect(instances).toHaveLength(1);
    expect(await world.instances("raced", ["terminated"])).toHaveLength(1);
    expect(await world.get(vmKey({ client: CLIENT, developer: "raced" }))).toMatchObject({
      instanceId: instances[0]?.InstanceId,
    });
  });

  it("a ticket that was moved on meanwhile gets no VM and takes no quota", async () => {
    const before = await reserved();
    const key = world.ticket(ask("second-thoughts"));
    const moving = world.context({
      tap: (call, when) => {
        if (call === "CreateRoleCommand" && when === "before") world.jira.moveIssue(key, "To Do");
      },
    });
    await world.work(key, moving);
    expect(await world.instances("second-thoughts")).toEqual([]);
    expect(await attemptsOf("second-thoughts")).toEqual([]);
    expect(await reserved()).toBe(before);
    world.jira.moveIssue(key, "Ready");
    await world.work(key);
    expect(await world.instances("second-thoughts")).toHaveLength(1);
  });

  it("a launch does not go on to the next zone when its ticket was moved on meanwhile", async () => {
    await refuse("InsufficientInstanceCapacity");
    const key = world.ticket(ask("one-zone"));
    const { last } = await world.emulator.calls();
    const moving = world.context({
      tap: (call, when) => {
        if (call === "RunInstancesCommand" && when === "before") world.jira.moveIssue(key, "Closed");
      },
    });
    await world.work(key, moving);
    const runs = (await world.emulator.calls(last)).calls.filter(({ action }) => action === "RunInstances");
    expect(runs).toHaveLength(1);
    expect(await world.instances("one-zone")).toEqual([]);
  });
});
