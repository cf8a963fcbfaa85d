import { STATE_READY, TAG } from "../../core/vm/tags";
import { USER_INITIATED } from "../shared/ec2/failure-codes";
import { isGone } from "../shared/ec2/states";
import type { OwnedVm } from "../shared/ec2/vm";
import type { Due } from "./decide";

const AWS_FAULT =
  "Move the ticket here again. If AWS fails again, ask for another instance type, or show this to the platform team.";
const OTHER_FAULT = "Show this to the platform team; move the ticket here again when it is mended.";

/** What people can do, by EC2's state reason code; `StateReason` in the EC2 API reference lists them. */
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  "Client.VolumeLimitExceeded":
    "Ask the platform team to raise the account's limit of disk space, or to give up VMs that nobody uses; then move the ticket here again.",
  "Client.InternalError":
    "Ask the platform team whether the encryption key of the disks is enabled and may be used for VMs: that is the usual cause. Then move the ticket here again.",
  "Client.InvalidSnapshot.NotFound":
    "The platform team has to publish an image of the operating system anew; then move the ticket here again.",
};

/**
 * What there is to tell of a VM that EC2 accepted and then let die. Undefined for one that lives, that was ready, or
 * that somebody terminated. It may have been ready in an earlier start: the records of what was told know.
 */
export function launchFailure(vm: OwnedVm): Due | undefined {
  const { id, stateReasonCode: code, stateReasonMessage: message = "", tags } = vm;
  if (!isGone(vm) || tags[TAG.state] === STATE_READY) return undefined;
  if (!code || code === USER_INITIATED) return undefined;
  const known = Object.hasOwn(WHAT_TO_DO, code) ? WHAT_TO_DO[code] : undefined;
  return {
    kind: "launch-failed",
    marker: `launch-failed-${id}`,
    // EC2 mostly begins the message with the code.
    reason: message.startsWith(code) ? message : `${code}: ${message}`,
    whatToDo: known ?? (code.startsWith("Server.") ? AWS_FAULT : OTHER_FAULT),
  };
}
