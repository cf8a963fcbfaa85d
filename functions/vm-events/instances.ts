import { DescribeInstancesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { TAG } from "../../core/vm/tags";
import { describeInstances } from "../shared/describe-instances";
import { toVm, type Vm } from "./vm";

/** EC2, as far as it is asked here. */
export interface Instances {
  /** Undefined when there is none of that id, or none of the project's. */
  find(instanceId: string): Promise<Vm | undefined>;
  /** All VMs of the project that are not terminated. */
  list(): Promise<Vm[]>;
}

const ALIVE = { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] };

/** @param project value of the `ManagedBy` tag: an instance without it is never touched */
export function ec2Instances(client: EC2Client, project: string): Instances {
  const managed = { Name: `tag:${TAG.managedBy}`, Values: [project] };
  return {
    find: async (instanceId) => {
      const command = new DescribeInstancesCommand({ InstanceIds: [instanceId], Filters: [managed] });
      try {
        const { Reservations = [] } = await client.send(command);
        return Reservations.flatMap(({ Instances = [] }) => Instances).map(toVm)[0];
      } catch (error) {
        if ((error as Error).name === "InvalidInstanceID.NotFound") return undefined;
        throw error;
      }
    },
    list: async () => {
      const vms: Vm[] = [];
      for await (const instance of describeInstances(client, [managed, ALIVE])) {
        const vm = toVm(instance);
        if (vm) vms.push(vm);
      }
      return vms;
    },
  };
}
