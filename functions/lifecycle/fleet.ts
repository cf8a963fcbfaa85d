import type { EC2Client } from "@aws-sdk/client-ec2";
import { listVms } from "../shared/ec2/list-vms";
import { SETTLED_STATES } from "../shared/ec2/states";
import { tagVms, untagVms } from "../shared/ec2/tags";
import { type OwnedVm, ownedVms } from "../shared/ec2/vm";

/** EC2, as far as this function uses it. */
export interface Fleet {
  /** The project's VMs that are running or stopped. */
  list(): Promise<OwnedVm[]>;
  tag(id: string, key: string, value: string): Promise<unknown>;
  untag(id: string, key: string): Promise<unknown>;
}

/** @param project value of the `ManagedBy` tag: an instance without it is never touched */
export function ec2Fleet(client: EC2Client, project: string): Fleet {
  return {
    list: async () => ownedVms(await listVms(client, { project, states: SETTLED_STATES })),
    tag: (id, key, value) => tagVms(client, [id], key, value),
    untag: (id, key) => untagVms(client, [id], key),
  };
}
