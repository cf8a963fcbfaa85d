import type { EC2Client } from "@aws-sdk/client-ec2";
import { ec2Fleet } from "../../../functions/start-stop/fleet";

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: unknown;
}

function fakeClient(answers: readonly unknown[]) {
  const commands: [string, unknown][] = [];
  const send = async (command: Command) => {
    commands.push([command.constructor.name, command.input]);
    return answers[commands.length - 1];
  };
  return { client: { send } as unknown as Pick<EC2Client, "send">, commands };
}

const instance = (id: string, more: object = {}) => ({
  InstanceId: id,
  LaunchTime: new Date("2026-03-02T08:00:05Z"),
  State: { Name: "running" },
  Tags: [{ Key: "ManagedBy", Value: "dev-vm" }],
  ...more,
});

test("the fleet is listed page by page, filtered by EC2, a thousand VMs at a time", async () => {
  const { client, commands } = fakeClient([
    { Reservations: [{ Instances: [instance("i-1"), instance("i-2")] }, {}], NextToken: "more" },
    { Reservations: [{ Instances: [instance("i-3")] }] },
  ]);
  const vms = await ec2Fleet(client, "dev-vm").list();
  expect(vms.map(({ id }) => id)).toEqual(["i-1", "i-2", "i-3"]);
  const filters = {
    Filters: [
      { Name: "tag:ManagedBy", Values: ["dev-vm"] },
      { Name: "instance-state-name", Values: ["running", "stopped"] },
    ],
    MaxResults: 1000,
  };
  expect(commands).toEqual([
    ["DescribeInstancesCommand", filters],
    ["DescribeInstancesCommand", { ...filters, NextToken: "more" }],
  ]);
});

test("a listed VM has what the decisions need", async () => {
  const stopped = instance("i-1", {
    State: { Name: "stopped" },
    StateReason: { Code: "Client.UserInitiatedShutdown" },
    InstanceType: "m5.xlarge",
    HibernationOptions: { Configured: true },
    StateTransitionReason: "User initiated (2026-03-02 18:00:04 GMT)",
    Tags: [
      { Key: "ManagedBy", Value: "dev-vm" },
      { Key: "AutoStop", Value: "18:00" },
    ],
  });
  const { client } = fakeClient([
    { Reservations: [{ Instances: [stopped, instance("i-2", { LaunchTime: undefined })] }] },
  ]);
  expect(await ec2Fleet(client, "dev-vm").list()).toEqual([
    {
      id: "i-1",
      state: "stopped",
      launchTime: new Date("2026-03-02T08:00:05Z"),
      stateReasonCode: "Client.UserInitiatedShutdown",
      stateTransitionReason: "User initiated (2026-03-02 18:00:04 GMT)",
      tags: { ManagedBy: "dev-vm", AutoStop: "18:00" },
      instanceType: "m5.xlarge",
      hibernates: true,
    },
  ]);
});

test("a batch is one request", async () => {
  const { client, commands } = fakeClient([]);
  const fleet = ec2Fleet(client, "dev-vm");
  await fleet.start(["i-1", "i-2"]);
  await fleet.stop(["i-3"]);
  await fleet.hibernate(["i-4"]);
  await fleet.changeType("i-5", "m5.xlarge");
  await fleet.tag(["i-6"], "WarnedFor", "soon");
  await fleet.untag(["i-7"], "KeepUntil", "past");
  expect(commands).toEqual([
    ["StartInstancesCommand", { InstanceIds: ["i-1", "i-2"] }],
    ["StopInstancesCommand", { InstanceIds: ["i-3"] }],
    ["StopInstancesCommand", { InstanceIds: ["i-4"], Hibernate: true }],
    ["ModifyInstanceAttributeCommand", { InstanceId: "i-5", InstanceType: { Value: "m5.xlarge" } }],
    ["CreateTagsCommand", { Resources: ["i-6"], Tags: [{ Key: "WarnedFor", Value: "soon" }] }],
    // With the value: what a user has set meanwhile stays.
    ["DeleteTagsCommand", { Resources: ["i-7"], Tags: [{ Key: "KeepUntil", Value: "past" }] }],
  ]);
});
