import type { BootResult } from "../aws/vm/model";
import type { Asked } from "./judge-calls";
import type { Deployed } from "./model";
import { efsMounts, mountRequests } from "./mounts";

/**
 * What EFS was asked by the mounts of booted VMs.
 * @param profileOf instance profile of a VM, by name
 * @throws Error when a mount was made without the role's credentials: EFS would not know who mounts
 */
export function askedByMounts(
  boots: ReadonlyMap<string, readonly BootResult[]>,
  profileOf: (instanceId: string) => string | undefined,
  deployed: Deployed,
): Asked[] {
  return [...boots].flatMap(([instanceId, results]) => {
    const mounts = efsMounts(results.flatMap(({ commands }) => commands));
    const profile = profileOf(instanceId) ?? "";
    const identity = deployed.role(deployed.profileRoles(profile)[0] ?? "");
    const origin = `mount on ${instanceId}`;
    if (mounts.length > 0 && !identity) throw new Error(`${origin}: the VM has no role`);
    if (mounts.some(({ iam }) => !iam)) throw new Error(`${origin}: without the option iam`);
    const principal = `arn:aws:sts::${deployed.accountId}:assumed-role/${identity?.name}/${instanceId}`;
    const session = { principal, region: deployed.region, ...(identity ? { identity } : {}) };
    return mounts.flatMap((mount) =>
      mountRequests(mount, deployed).map((request) => ({
        actor: identity?.name ?? "",
        session,
        request,
        origin,
      })),
    );
  });
}
