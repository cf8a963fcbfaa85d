import type { BootResult } from "../aws/vm/model";
import type { ActorRequest } from "./judge-calls";
import type { Deployed } from "./model";
import { efsMounts, mountRequests } from "./mounts";

/**
 * The requests that EFS sends to IAM for the mounts of booted VMs.
 * @param profileOf name of a VM's instance profile
 * @throws Error for a mount without the role's credentials, because EFS would not know its principal
 */
export function implicitMountRequests(
  boots: ReadonlyMap<string, readonly BootResult[]>,
  profileOf: (instanceId: string) => string | undefined,
  deployed: Deployed,
): ActorRequest[] {
  return [...boots].flatMap(([instanceId, results]) => {
    const mounts = efsMounts(results.flatMap(({ commands }) => commands));
    const profile = profileOf(instanceId) ?? "";
    const identity = deployed.role(deployed.profileRoles(profile)[0] ?? "");
    const origin = `mount on ${instanceId}`;
    if (mounts.length > 0 && !identity) throw new Error(`${origin}: the VM has no role`);
    if (mounts.some(({ iam }) => !iam)) throw new Error(`${origin}: the mount option iam is missing`);
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
