import type { Deployment } from "../../aws/deployment";
import { tagsChangedBy } from "../../vm/tags";
import { type PolicyDocument, policy } from "../document";
import { grantVolumesKey, openSessions, ownVm, powerVms, pushSshKeys, seeVms, tagVms } from "./people";

/**
 * A developer may start, stop, extend and open sessions on the VMs whose `DeveloperName` is their own principal tag,
 * and list the others. Developers cannot launch or terminate VMs.
 */
export function developerPolicy(deployment: Deployment): PolicyDocument {
  const own = ownVm(deployment);
  return policy(
    ...seeVms(deployment),
    powerVms(deployment, own),
    // Not AutoSchedule: only operators may opt a VM out of its hours permanently.
    tagVms(deployment, own, tagsChangedBy("developers")),
    ...openSessions(deployment, own, ["session", "ssh"]),
    pushSshKeys(deployment, own),
    ...grantVolumesKey(deployment),
  );
}
