import { DescribeInstancesCommand, type EC2Client, paginateDescribeInstances } from "@aws-sdk/client-ec2";
import { TAG } from "../../core/tags";
import { toVm, type Vm } from "./vm";

/** EC2, as far as it is asked here. */
export interface Instances {
  /** Undefined when there is none of that id, or none of the project's. */
  find(instanceId: string): Promise<Vm | undefined>;
  /** All VMs of the project that are not terminated. */
  list(): Promise<Vm[]>;
}

const ALIVE = ["pending", "running", "stopping", "stopped"];
const INSTANCES_PER_PAGE = 1000;

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
      const Filters = [managed, { Name: "instance-state-name", Values: ALIVE }];
      // Without a page size EC2 may still cut its answer off at a number of its own.
      const pages = paginateDescribeInstances({ client, pageSize: INSTANCES_PER_PAGE }, { Filters });
      for await (const { Reservations = [] } of pages) {
        for (const { Instances = [] } of Reservations) vms.push(...Instances.map(toVm).filter((vm) => !!vm));
      }
      return vms;
    },
  };
}
