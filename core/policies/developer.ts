import { TAG } from "../tags";
import { type Place, type PolicyDocument, policy } from "./document";
import { giveVolumesTheirKey, openSessions, ownVm, powerVms, pushSshKeys, seeVms, tagVms } from "./people";

/**
 * A developer: starts, stops, keeps awake and enters the VMs whose `DeveloperName` is their own principal tag, and
 * sees the others. Launches and terminates nothing.
 */
export function developerPolicy(place: Place): PolicyDocument {
  const own = ownVm(place);
  return policy(
    ...seeVms(place),
    powerVms(place, own),
    // Not AutoSchedule: to opt a VM out of its hours for good is the operators' decision.
    tagVms(place, own, [TAG.keepUntil, TAG.pausedUntil]),
    ...openSessions(place, own, ["session", "ssh"]),
    pushSshKeys(place, own),
    ...giveVolumesTheirKey(place),
  );
}
