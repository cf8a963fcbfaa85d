import type { Deployment } from "./deployment";

/*
 * Names that the policies of the stack `bootstrap` share with the stacks that create the resources: with another boot
 * bucket in the boundary, no VM could boot.
 */

/** Globally unique because of the account. */
export function bucketName(
  { project, account, region }: Pick<Deployment, "project" | "account" | "region">,
  what: "boot" | "trail" | "trail-access",
): string {
  return `${project}-${what}-${account}-${region}`;
}

/** Log group that alarms on the trail watch. */
export function trailLogGroup(project: string): string {
  return `/aws/cloudtrail/${project}`;
}

/** Topic of all alarms. */
export function alarmTopicName(project: string): string {
  return `${project}-alarms`;
}

/** Systems Manager document that warns the users who are logged in on a VM. */
export function warnDocumentName(project: string): string {
  return `${project}-warn`;
}

/** SSM parameters that hold the named schedules, one JSON `NamedSchedule` each, named by its last path part. */
export function schedulesPath(project: string): string {
  return `/${project}/schedules`;
}
