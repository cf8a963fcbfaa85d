import { isLive } from "../../shared/ec2/states";
import type { Vm } from "../../shared/ec2/vm";
import { JiraRefusedError } from "../../shared/jira/errors";
import type { TerminateUnusedRequest } from "../../shared/ticket-message";
import type { Context } from "../context";
import { decideTermination, isDue } from "../decide";
import { findVmOfTicket } from "../find-vms";
import { readIssue } from "../ticket/issue";
import { commentTerminated } from "./comment-terminated";
import { type TerminateOutcome, terminateVm } from "./terminate-vm";

export type UnusedOutcome = TerminateOutcome | "gone" | "used-again" | "kept" | "not-due";

/**
 * Terminates a VM that is unused, or whose ticket is gone. The request is a hint of some time ago, and others than
 * `lifecycle` can send one: what counts is how EC2 shows the VM now, with the tags that only `lifecycle` may set. A
 * VM stays when it was started since, when a user keeps it, when it is not due, or when its ticket is there again.
 *
 * @throws ProvisionError, JiraError
 */
export async function terminateUnused(
  ctx: Context,
  ticket: string,
  request: TerminateUnusedRequest,
): Promise<UnusedOutcome> {
  const unused = (vm: Vm) => ({ vm, request, dormancy: ctx.config.settings.dormancy, now: ctx.now() });
  const vm = await findVmOfTicket(ctx, ticket, request.instanceId);
  if (!vm) return "gone";
  if (isLive(vm)) {
    const decision = decideTermination(unused(vm));
    if (decision === "not-due") {
      ctx.log.warn("The VM is not due for termination: nothing done", { ticket, ...request });
    }
    if (decision !== "terminate") return decision;
  }
  const isStillWanted = async () => {
    const found = await findVmOfTicket(ctx, ticket, request.instanceId);
    if (!found || !isDue(unused(found))) return false;
    return request.reason === "dormant" || (await readIssue(ctx, ticket)) === undefined;
  };
  const outcome = await terminateVm(ctx, ticket, vm, isStillWanted);
  if (outcome === "terminated") {
    await commentTerminated(ctx, ticket, vm).catch((error) => {
      // An orphan has no ticket to comment on.
      if (!(error instanceof JiraRefusedError && error.status === 404)) throw error;
    });
  }
  return outcome;
}
