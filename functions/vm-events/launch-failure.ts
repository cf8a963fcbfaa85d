import { STATE_READY, TAG } from "../../core/vm/tags";
import { USER_INITIATED } from "../shared/ec2/failure-codes";
import { isGone } from "../shared/ec2/states";
import type { OwnedVm } from "../shared/ec2/vm";
import type { Announcement } from "./announcement";

const AWS_FAULT =
  "Move the ticket here again. If AWS fails again, ask for another instance type, or report this to the platform team.";
const OTHER_FAULT = "Report this to the platform team; move the ticket here again when it is fixed.";

/** What users can do, by EC2's state reason code; `StateReason` in the EC2 API reference lists the codes. */
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  "Client.VolumeLimitExceeded":
    "Ask the platform team to raise the account's limit of disk space, or to remove unused VMs; then move the ticket here again.",
  "Client.InternalError":
    "Ask the platform team whether the encryption key of the disks is enabled and may be used for VMs: that is the usual cause. Then move the ticket here again.",
  "Client.InvalidSnapshot.NotFound":
    "The platform team has to publish an image of the operating system anew; then move the ticket here again.",
};

/**
 * The announcement for a VM whose launch EC2 accepted and then failed. Undefined for one that exists, that is ready, or
 * that a user terminated. Whether it was ready after an earlier start, only the store knows.
 */
export function launchFailure(vm: OwnedVm): Announcement | undefined {
  const { id, stateReasonCode: code, stateReasonMessage: message = "", tags } = vm;
  if (!isGone(vm) || tags[TAG.state] === STATE_READY) return undefined;
  if (!code || code === USER_INITIATED) return undefined;
  const known = Object.hasOwn(WHAT_TO_DO, code) ? WHAT_TO_DO[code] : undefined;
  return {
    kind: "launch-failed",
    marker: `launch-failed-${id}`,
    // EC2's message usually begins with the code.
    reason: message.startsWith(code) ? message : `${code}: ${message}`,
    whatToDo: known ?? (code.startsWith("Server.") ? AWS_FAULT : OTHER_FAULT),
  };
}
