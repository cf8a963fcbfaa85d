import {
  DescribeInstancesCommand,
  type EC2Client,
  type Instance,
  paginateDescribeInstances,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { TAG } from "../../core/vm/tags";

/**
 * A scheduler that is not optimized for many VMs, for comparison: it lists the instances, then describes them one by
 * one and starts or stops each. Times are UTC, every day; user actions are ignored.
 */
export async function runBaseline(client: EC2Client, project: string, now: Date): Promise<void> {
  const ids: string[] = [];
  const Filters = [{ Name: `tag:${TAG.managedBy}`, Values: [project] }];
  for await (const { Reservations = [] } of paginateDescribeInstances(
    { client, pageSize: 1000 },
    { Filters },
  )) {
    const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
    ids.push(...instances.flatMap(({ InstanceId }) => InstanceId ?? []));
  }
  for (const id of ids) await startOrStop(client, id, now);
}

async function startOrStop(client: EC2Client, id: string, now: Date): Promise<void> {
  const { Reservations } = await client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  const instance = Reservations?.[0]?.Instances?.[0];
  const state = instance?.State?.Name;
  const isWanted = isWithinHours(instance, now);
  if (isWanted && state === "stopped") await client.send(new StartInstancesCommand({ InstanceIds: [id] }));
  if (!isWanted && state === "running") await client.send(new StopInstancesCommand({ InstanceIds: [id] }));
}

function isWithinHours(instance: Instance | undefined, now: Date): boolean {
  const tag = (key: string) => instance?.Tags?.find(({ Key }) => Key === key)?.Value ?? "";
  const time = now.toISOString().slice(11, 16);
  return tag(TAG.autoStart) <= time && time < tag(TAG.autoStop);
}
