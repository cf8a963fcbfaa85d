import type { EC2Client } from "@aws-sdk/client-ec2";
import { findVm } from "../shared/ec2/find-vm";
import { listVms } from "../shared/ec2/list-vms";
import { LIVE_STATES } from "../shared/ec2/states";
import { type OwnedVm, ownedVm, ownedVms } from "../shared/ec2/vm";

/** EC2, as far as this function uses it. */
export interface Fleet {
  /** Undefined when there is no instance of that id, or it is not the project's. */
  find(id: string): Promise<OwnedVm | undefined>;
  /** All VMs of the project that are not terminated. */
  list(): Promise<OwnedVm[]>;
}

/** @param project value of the `ManagedBy` tag: an instance without it is never touched */
export function ec2Fleet(client: EC2Client, project: string): Fleet {
  return {
    find: async (id) => {
      const vm = await findVm(client, project, id);
      return vm && ownedVm(vm);
    },
    list: async () => ownedVms(await listVms(client, { project, states: LIVE_STATES })),
  };
}
