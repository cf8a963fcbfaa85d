import { deployRoleName } from "../aws/deploy-names";

/** The only roles that should change VMs, identities, keys and permissions: changes by others are reported. */
export function pipelineRoles(project: string): readonly string[] {
  return [deployRoleName(project), `${project}-provision`];
}
