import {
  CreateTagsCommand,
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  EC2Client,
  type Instance,
  paginateDescribeInstances,
  StartInstancesCommand,
  type Volume,
} from "@aws-sdk/client-ec2";
import { TAG } from "../../core/vm/tags";

/** A VM as the emulator shows it now. */
export interface VmReading {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly instance: Instance;
}

/** Reads from EC2, and makes the changes that an operator would make by hand. */
export interface Ec2Reader {
  /** The project's VMs that are not terminated, by name. */
  vms(): Promise<VmReading[]>;
  vm(id: string): Promise<VmReading>;
  rootVolume(id: string): Promise<Volume>;
  start(id: string): Promise<void>;
  tag(id: string, key: string, value: string): Promise<void>;
}

export function ec2Reader(endpoint: string, region: string, project: string): Ec2Reader {
  const client = new EC2Client({
    endpoint,
    region,
    credentials: { accessKeyId: "person", secretAccessKey: "person" },
  });

  async function vms(): Promise<VmReading[]> {
    const found: VmReading[] = [];
    const filters = [
      { Name: `tag:${TAG.managedBy}`, Values: [project] },
      { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] },
    ];
    for await (const page of paginateDescribeInstances({ client }, { Filters: filters, MaxResults: 1000 })) {
      for (const reservation of page.Reservations ?? [])
        found.push(...(reservation.Instances ?? []).map(reading));
    }
    return found.sort((a, b) => a.name.localeCompare(b.name));
  }

  async function vm(id: string): Promise<VmReading> {
    const { Reservations } = await client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    const instance = Reservations?.[0]?.Instances?.[0];
    if (!instance) throw new Error(`EC2 has no instance ${id}`);
    return reading(instance);
  }

  async function rootVolume(id: string): Promise<Volume> {
    const filters = [{ Name: "attachment.instance-id", Values: [id] }];
    const { Volumes } = await client.send(new DescribeVolumesCommand({ Filters: filters }));
    const volume = Volumes?.[0];
    if (!volume) throw new Error(`${id} has no volume`);
    return volume;
  }

  async function start(id: string): Promise<void> {
    await client.send(new StartInstancesCommand({ InstanceIds: [id] }));
  }

  async function tag(id: string, Key: string, Value: string): Promise<void> {
    await client.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key, Value }] }));
  }

  return { vms, vm, rootVolume, start, tag };
}

function reading(instance: Instance): VmReading {
  const tags = Object.fromEntries((instance.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
  return {
    id: instance.InstanceId ?? "",
    name: tags[TAG.name] ?? "",
    state: instance.State?.Name ?? "",
    tags,
    instance,
  };
}
