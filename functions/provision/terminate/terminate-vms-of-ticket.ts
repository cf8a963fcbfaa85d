import { isLive } from "../../shared/ec2/states";
import { nameOf } from "../../shared/ec2/vm";
import type { JiraIssue } from "../../shared/jira/model";
import type { Context } from "../context";
import { findVmsOfTicket } from "../find-vms";
import { releaseQuota } from "../record/release-quota";
import { recordOfTicket, recordWithoutLaunch } from "../record/ticket-record";
import { managedByConfigComment } from "../ticket/comments";
import { isStillIn } from "../ticket/issue";
import { commentTerminated } from "./comment-terminated";
import { terminateVm } from "./terminate-vm";

/** Terminates the ticket's VM. Home, databases and uid are kept. */
export async function terminateVmsOfTicket(ctx: Context, issue: JiraIssue): Promise<void> {
  const { terminate: status } = ctx.config.settings.jira.statuses;
  const vms = await findVmsOfTicket(ctx, issue.key);
  for (const vm of vms) {
    const outcome = await terminateVm(ctx, issue.key, vm, () => isStillIn(ctx, issue.key, status));
    if (outcome === "withdrawn") return;
    if (outcome === "terminated") await commentTerminated(ctx, issue.key, vm);
    else {
      const body = managedByConfigComment(nameOf(vm));
      await ctx.jira.comment(issue.key, { marker: `managed-by-config-${vm.id}`, body });
    }
  }
  const record = vms.some(isLive) ? await recordOfTicket(ctx, issue) : await recordWithoutLaunch(ctx, issue);
  if (record) await releaseQuota(ctx, record);
}
