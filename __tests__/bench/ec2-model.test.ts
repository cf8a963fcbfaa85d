import {
  DescribeInstancesCommand,
  EC2Client,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { Ec2Model } from "../../bench/modelled/ec2-model";
import { modelledTransport } from "../../bench/modelled/transport";
import { VirtualTime } from "../../bench/modelled/virtual-time";
import { makeVms } from "../../bench/morning/simulate-change";
import { ec2Fleet } from "../../functions/start-stop/fleet";

jest.setTimeout(30_000);

const BEGIN = Date.UTC(2026, 2, 3, 8);

/** A fleet in modelled time, and a client that does not retry. */
function world(size: number, state: "running" | "stopped", details = false) {
  const vms = makeVms(size, state, BEGIN - 3_600_000);
  const model = new Ec2Model({ vms, begin: BEGIN, details });
  const ec2 = new EC2Client({
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: modelledTransport(model),
  });
  const time = new VirtualTime(new Date(BEGIN));
  return { vms, model, ec2, time, ids: vms.map(({ id }) => id) };
}

const refusal = (sent: Promise<unknown>) =>
  sent.then(
    () => "taken",
    (error: Error) => error.name,
  );

test("the scheduler's own code can list the model, page by page", async () => {
  const { model, ec2, time } = world(1001, "running");
  expect(await time.run(() => ec2Fleet(ec2, "dev-vm").list())).toHaveLength(1001);
  expect(model.calls).toEqual({ DescribeInstances: 2 });
});

test.each([false, true])(
  "a modelled VM has all data that the scheduler needs (all details: %s)",
  async (details) => {
    const { vms, ec2, time } = world(1, "stopped", details);
    expect(await time.run(() => ec2Fleet(ec2, "dev-vm").list())).toEqual([
      {
        id: vms[0]?.id,
        state: "stopped",
        launchTime: new Date(BEGIN - 11 * 3_600_000),
        stateReasonCode: "Client.UserInitiatedShutdown",
        stateReasonMessage: "Client.UserInitiatedShutdown: User initiated shutdown",
        stateTransitionReason: "User initiated (2026-03-03 07:00:00 GMT)",
        tags: vms[0]?.tags,
        instanceType: "t3.xlarge",
        hibernates: false,
        ...(details ? { rootVolumeId: "vol-00000000000000000" } : {}),
      },
    ]);
  },
);

test("the next response shows starts and stops, each with its time", async () => {
  const { ec2, time, ids } = world(2, "stopped");
  const [first = "", second = ""] = ids;
  const instances = await time.run(async () => {
    await ec2.send(new StartInstancesCommand({ InstanceIds: [first, second] }));
    await ec2.send(new StopInstancesCommand({ InstanceIds: [second] }));
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
    return Reservations?.flatMap(({ Instances = [] }) => Instances);
  });
  expect(instances).toMatchObject([
    { InstanceId: first, State: { Name: "running" }, LaunchTime: new Date(BEGIN + 30) },
    { InstanceId: second, State: { Name: "stopped" }, LaunchTime: new Date(BEGIN + 30) },
  ]);
});

test("five start requests are accepted at once, then two per second", async () => {
  const { model, ec2, time, ids } = world(8, "stopped");
  const start = (id: string) => refusal(ec2.send(new StartInstancesCommand({ InstanceIds: [id] })));
  const [at, later] = await time.run(async () => {
    const atOnce = await Promise.all(ids.slice(0, 6).map(start));
    await new Promise((second) => setTimeout(second, 1000));
    return [atOnce, await Promise.all(ids.slice(5).map(start))];
  });
  expect(at?.filter((answer) => answer === "taken")).toHaveLength(5);
  expect(at?.filter((answer) => answer === "RequestLimitExceeded")).toHaveLength(1);
  expect(later?.sort()).toEqual(["RequestLimitExceeded", "taken", "taken"]);
  expect(model.throttled).toBe(2);
});

test("a thousand VMs are started at once in any number of requests, then two per second", async () => {
  const { vms, ec2, time, ids } = world(1003, "stopped");
  const start = (from: number, to: number) =>
    refusal(ec2.send(new StartInstancesCommand({ InstanceIds: ids.slice(from, to) })));
  const answers = await time.run(async () => {
    const before = [await start(0, 1000), await start(1000, 1003)];
    await new Promise((second) => setTimeout(second, 1000));
    return [...before, await start(1000, 1003), await start(1000, 1002)];
  });
  expect(answers).toEqual(["taken", "RequestLimitExceeded", "RequestLimitExceeded", "taken"]);
  expect(vms.filter(({ state }) => state === "running")).toHaveLength(1002);
});

test.each([
  ["a VM that there is not", ["i-0", "i-f"], "InvalidInstanceID.NotFound"],
  ["an operation that it does not know", undefined, "InvalidAction"],
])("the model refuses %s like EC2", (_, ids, error) => {
  const model = new Ec2Model({ vms: makeVms(1, "stopped", BEGIN), begin: BEGIN });
  const parameters = new URLSearchParams({ Action: ids ? "StopInstances" : "RebootInstances" });
  ids?.forEach((id, index) => void parameters.append(`InstanceId.${index + 1}`, id));
  expect(model.answer(parameters, BEGIN)).toEqual({ error });
});
