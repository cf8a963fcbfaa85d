/** Role that Terraform deploys as. */
export function deployRoleName(project: string): string {
  return `${project}-deploy`;
}

/** Role that reads what a pull request would change. */
export function planRoleName(project: string): string {
  return `${project}-plan`;
}

/** Permissions boundary of the roles of VMs. */
export function vmBoundaryName(project: string): string {
  return `${project}-vm-boundary`;
}

/** Permissions boundary of the roles that a deployment creates for services. */
export function serviceBoundaryName(project: string): string {
  return `${project}-service-boundary`;
}

/** The policies for users, and the machine that may mount every home. */
export const PEOPLE_POLICIES = [
  "developer",
  "operator",
  "read-only",
  "break-glass",
  "break-glass-machine",
] as const;
export type PeoplePolicy = (typeof PEOPLE_POLICIES)[number];

/** Managed policy for users, to be attached in IAM Identity Center. */
export function peoplePolicyName(project: string, policy: PeoplePolicy): string {
  return `${project}-${policy}`;
}

/** Role of AWS Backup. */
export function backupRoleName(project: string): string {
  return `${project}-backup`;
}

/** Managed policy of one of the two, such as `guard`. */
export function deployPolicyName(project: string, part: string): string {
  return `${deployRoleName(project)}-${part}`;
}
