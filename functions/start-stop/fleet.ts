import {
  type EC2Client,
  ModifyInstanceAttributeCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { listVms } from "../shared/ec2/list-vms";
import { SETTLED_STATES } from "../shared/ec2/states";
import { tagVms, untagVms } from "../shared/ec2/tags";
import type { Vm } from "../shared/ec2/vm";

/** EC2, as far as this function uses it. */
export interface Fleet {
  /** The project's VMs that are running or stopped. */
  list(): Promise<Vm[]>;
  start(ids: readonly string[]): Promise<unknown>;
  stop(ids: readonly string[]): Promise<unknown>;
  /** Stops VMs so that their next start resumes what was running. */
  hibernate(ids: readonly string[]): Promise<unknown>;
  /** The VM must be stopped. */
  changeType(id: string, instanceType: string): Promise<unknown>;
  tag(ids: readonly string[], key: string, value: string): Promise<unknown>;
  /** Only where the tag has that value: a user may have set another one meanwhile. */
  untag(ids: readonly string[], key: string, value: string): Promise<unknown>;
}

/** @param project value of the `ManagedBy` tag: an instance without it is never touched */
export function ec2Fleet(client: Pick<EC2Client, "send">, project: string): Fleet {
  return {
    list: () => listVms(client, { project, states: SETTLED_STATES }),
    start: (ids) => client.send(new StartInstancesCommand({ InstanceIds: [...ids] })),
    stop: (ids) => client.send(new StopInstancesCommand({ InstanceIds: [...ids] })),
    hibernate: (ids) => client.send(new StopInstancesCommand({ InstanceIds: [...ids], Hibernate: true })),
    changeType: (InstanceId, Value) =>
      client.send(new ModifyInstanceAttributeCommand({ InstanceId, InstanceType: { Value } })),
    tag: (ids, key, value) => tagVms(client, ids, key, value),
    untag: (ids, key, value) => untagVms(client, ids, key, value),
  };
}
