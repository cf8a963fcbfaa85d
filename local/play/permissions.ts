import { checkPermissions } from "../iam/check-permissions";
import { summary } from "../iam/summary";
import type { World } from "../world/world";
import type { Readings } from "./journal";

/** Judges all calls so far by the deployed policies, and tries the attempts that must be refused. */
export async function checkEveryCallWasAllowed(world: World, read: Readings): Promise<void> {
  const report = await checkPermissions(world);
  for (const line of summary(report)) read.note(line);
  const refused = report.judged.filter(({ verdict }) => !verdict.allowed);
  const gotThrough = report.attempts.filter(({ held }) => !held);
  read.equal("requests that the policies refuse", refused.length, 0);
  read.equal("calls that the check could not judge", report.errors.length, 0);
  read.equal("forbidden attempts that would succeed", gotThrough.length, 0);
}
