import type { EC2Client } from "@aws-sdk/client-ec2";
import { findVm } from "../shared/ec2/find-vm";
import { listVms } from "../shared/ec2/list-vms";
import { LIVE_STATES } from "../shared/ec2/states";
import { type OwnedVm, ownedVm } from "../shared/ec2/vm";

/** EC2, as far as it is asked here. */
export interface Instances {
  /** Undefined when there is none of that id, or none of the project's. */
  find(id: string): Promise<OwnedVm | undefined>;
  /** All VMs of the project that are not terminated. */
  list(): Promise<OwnedVm[]>;
}

/** @param project value of the `ManagedBy` tag: an instance without it is never touched */
export function ec2Instances(client: EC2Client, project: string): Instances {
  return {
    find: async (id) => {
      const vm = await findVm(client, project, id);
      return vm && ownedVm(vm);
    },
    list: async () => {
      const vms = await listVms(client, { project, states: LIVE_STATES });
      return vms.map(ownedVm).filter((vm) => vm !== undefined);
    },
  };
}
