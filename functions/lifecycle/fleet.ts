import type { EC2Client } from "@aws-sdk/client-ec2";
import { listVms } from "../shared/ec2/list-vms";
import { SETTLED_STATES } from "../shared/ec2/states";
import { tagVms, untagVms } from "../shared/ec2/tags";
import { type OwnedVm, ownedVm } from "../shared/ec2/vm";

/** EC2, as far as it is asked here. */
export interface Fleet {
  /** The project's VMs that are running or stopped. */
  list(): Promise<OwnedVm[]>;
  tag(id: string, key: string, value: string): Promise<unknown>;
  untag(id: string, key: string): Promise<unknown>;
}

/** @param project value of the `ManagedBy` tag: an instance without it is neither looked at nor touched */
export function ec2Fleet(client: EC2Client, project: string): Fleet {
  return {
    list: async () => {
      const vms = await listVms(client, { project, states: SETTLED_STATES });
      return vms.map(ownedVm).filter((vm) => vm !== undefined);
    },
    tag: (id, key, value) => tagVms(client, [id], key, value),
    untag: (id, key) => untagVms(client, [id], key),
  };
}
