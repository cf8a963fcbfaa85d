import type { World } from "../world/world";
import { readDeployed } from "./deployed/read-deployed";
import { sceneOf } from "./forbidden/scene";
import { forbiddenAttempts, type TriedAttempt, tryAttempts } from "./forbidden/try-attempts";
import { implicitAwsRequests } from "./implicit-aws-requests";
import { implicitMountRequests } from "./implicit-mount-requests";
import { type CallsReport, judgeCalls } from "./judge-calls";
import { unusedGrants } from "./unused-grants";

export interface PermissionsReport extends CallsReport {
  readonly attempts: readonly TriedAttempt[];
  /** Actions that functions are allowed and did not use, by role. This is information, not a failure. */
  readonly unused: ReadonlyMap<string, readonly string[]>;
}

/** Judges every call to the emulated AWS so far, and every attempt that must be refused, by the deployed policies. */
export async function checkPermissions(world: World): Promise<PermissionsReport> {
  const { emulator, config, boots, ec2, lambdas } = world;
  // Read first, so that this check's own calls are not judged.
  const { calls } = await emulator.calls();
  const { events } = await emulator.events();
  const endpoint = { url: emulator.url, region: config.region };
  const deployed = await readDeployed(endpoint);
  const profiles = new Map(
    (await ec2.vms()).map(({ id, instance }) => [id, instance.IamInstanceProfile?.Arn?.split("/").at(-1)]),
  );
  const implicit = [
    ...(await implicitAwsRequests(endpoint, deployed, events)),
    ...implicitMountRequests(boots.all(), (id) => profiles.get(id), deployed),
  ];
  const report = await judgeCalls(calls, implicit, deployed);
  const attempts = await tryAttempts(forbiddenAttempts(sceneOf(deployed, config.project)), deployed);
  return { ...report, attempts, unused: unusedGrants(report, deployed, lambdas.functions()) };
}
