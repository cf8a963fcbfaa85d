import { deployRoleName } from "../aws/deploy-names";

/** Roles by which VMs, identities, keys and rights are meant to change: whatever else does so is told. */
export function pipelineRoles(project: string): readonly string[] {
  return [deployRoleName(project), `${project}-provision`];
}
