import type { World } from "../world/world";
import { askedByAws } from "./asked-by-aws";
import { askedByMounts } from "./asked-by-mounts";
import { readDeployed } from "./deployed/read-deployed";
import { sceneOf } from "./forbidden/scene";
import { forbiddenAttempts, type TriedAttempt, tryAttempts } from "./forbidden/try-attempts";
import { type CallsReport, judgeCalls } from "./judge-calls";
import { unusedGrants } from "./unused-grants";

export interface PermissionsReport extends CallsReport {
  readonly attempts: readonly TriedAttempt[];
  /** Actions that functions are allowed and that nothing asked for, by role. Information, no failure. */
  readonly unused: ReadonlyMap<string, readonly string[]>;
}

/** Judges everything that was asked of the emulated AWS so far, and what must be refused, by what is deployed. */
export async function checkPermissions(world: World): Promise<PermissionsReport> {
  const { emulator, config, boots, ec2, lambdas } = world;
  // First of all, so that the reading that follows is not part of what is judged.
  const { calls } = await emulator.calls();
  const { events } = await emulator.events();
  const endpoint = { url: emulator.url, region: config.region };
  const deployed = await readDeployed(endpoint);
  const profiles = new Map(
    (await ec2.vms()).map(({ id, instance }) => [id, instance.IamInstanceProfile?.Arn?.split("/").at(-1)]),
  );
  const asked = [
    ...(await askedByAws(endpoint, deployed, events)),
    ...askedByMounts(boots.all(), (id) => profiles.get(id), deployed),
  ];
  const report = await judgeCalls(calls, asked, deployed);
  const attempts = await tryAttempts(forbiddenAttempts(sceneOf(deployed, config.project)), deployed);
  return { ...report, attempts, unused: unusedGrants(report, deployed, lambdas.functions()) };
}
