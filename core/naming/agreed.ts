import type { Place } from "../policies/document";

/*
 * Names that the policies of the stack `bootstrap` and the stacks that make the things must agree on: a boundary that
 * named another boot bucket would let no VM boot.
 */

/** Unique among all of AWS by the account. */
export function bucketName(
  { project, account, region }: Pick<Place, "project" | "account" | "region">,
  what: "boot" | "trail" | "trail-access",
): string {
  return `${project}-${what}-${account}-${region}`;
}

/** Log group that alarms on the trail watch. */
export function trailLogGroup(project: string): string {
  return `/aws/cloudtrail/${project}`;
}

/** Topic that every alarm is told on. */
export function alarmTopicName(project: string): string {
  return `${project}-alarms`;
}
