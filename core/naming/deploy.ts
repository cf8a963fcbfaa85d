/** Role that Terraform deploys as. */
export function deployRoleName(project: string): string {
  return `${project}-deploy`;
}

/** Role that reads what a pull request would change. */
export function planRoleName(project: string): string {
  return `${project}-plan`;
}

/** Managed policy of one of the two, such as `guard`. */
export function deployPolicyName(project: string, part: string): string {
  return `${deployRoleName(project)}-${part}`;
}
