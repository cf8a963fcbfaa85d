import type { Deployment } from "../../aws/deployment";
import { tagsChangedBy } from "../../vm/tags";
import { type PolicyDocument, policy } from "../document";
import { giveVolumesTheirKey, openSessions, ownVm, powerVms, pushSshKeys, seeVms, tagVms } from "./people";

/**
 * A developer: starts, stops, keeps awake and enters the VMs whose `DeveloperName` is their own principal tag, and
 * sees the others. Launches and terminates nothing.
 */
export function developerPolicy(deployment: Deployment): PolicyDocument {
  const own = ownVm(deployment);
  return policy(
    ...seeVms(deployment),
    powerVms(deployment, own),
    // Not AutoSchedule: to opt a VM out of its hours for good is the operators' decision.
    tagVms(deployment, own, tagsChangedBy("developers")),
    ...openSessions(deployment, own, ["session", "ssh"]),
    pushSshKeys(deployment, own),
    ...giveVolumesTheirKey(deployment),
  );
}
