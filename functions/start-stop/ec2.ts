import {
  CreateTagsCommand,
  DeleteTagsCommand,
  type EC2Client,
  ModifyInstanceAttributeCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { TAG } from "../../core/vm/tags";
import { describeInstances } from "../shared/describe-instances";
import { type FleetVm, toFleetVm } from "./vm";

/** EC2, as far as it is asked here. */
export interface Fleet {
  /** The project's VMs that are running or stopped. */
  list(): Promise<FleetVm[]>;
  start(ids: readonly string[]): Promise<unknown>;
  stop(ids: readonly string[]): Promise<unknown>;
  /** Stops VMs so that their next start goes on where they were. */
  hibernate(ids: readonly string[]): Promise<unknown>;
  /** Of a stopped VM. */
  changeType(id: string, instanceType: string): Promise<unknown>;
  tag(ids: readonly string[], key: string, value: string): Promise<unknown>;
  /** Only where the tag has that value: a person may have set another meanwhile. */
  untag(ids: readonly string[], key: string, value: string): Promise<unknown>;
}

/**
 * EC2 takes five requests for starts at once, and two a second from then on: with the usual three attempts, some of a
 * morning's requests would be refused to the end and left to the next run (see `bench`).
 */
export const RETRIES = { retryMode: "adaptive", maxAttempts: 5 } as const;

/** @param project value of the `ManagedBy` tag: an instance without it is never touched */
export function ec2Fleet(client: Pick<EC2Client, "send">, project: string): Fleet {
  const filters = [
    { Name: `tag:${TAG.managedBy}`, Values: [project] },
    { Name: "instance-state-name", Values: ["running", "stopped"] },
  ];
  return {
    list: async () => {
      const vms: FleetVm[] = [];
      for await (const instance of describeInstances(client, filters)) vms.push(...toFleetVm(instance));
      return vms;
    },
    start: (ids) => client.send(new StartInstancesCommand({ InstanceIds: [...ids] })),
    stop: (ids) => client.send(new StopInstancesCommand({ InstanceIds: [...ids] })),
    hibernate: (ids) => client.send(new StopInstancesCommand({ InstanceIds: [...ids], Hibernate: true })),
    changeType: (InstanceId, Value) =>
      client.send(new ModifyInstanceAttributeCommand({ InstanceId, InstanceType: { Value } })),
    tag: (ids, Key, Value) =>
      client.send(new CreateTagsCommand({ Resources: [...ids], Tags: [{ Key, Value }] })),
    untag: (ids, Key, Value) =>
      client.send(new DeleteTagsCommand({ Resources: [...ids], Tags: [{ Key, Value }] })),
  };
}
