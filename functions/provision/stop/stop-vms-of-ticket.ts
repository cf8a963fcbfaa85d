import { stoppedComment } from "../../shared/comments/stopped";
import { isLive } from "../../shared/ec2/states";
import type { Vm } from "../../shared/ec2/vm";
import type { JiraIssue } from "../../shared/jira/model";
import type { Context } from "../context";
import { findVmsOfTicket, personOf } from "../find-vms";
import { isConfigVm } from "../record/config-entries";
import { releaseQuota } from "../record/release-quota";
import { recordWithoutLaunch } from "../record/ticket-record";
import { commentedVm } from "../ticket/commented-vm";
import { stopAndOptOut } from "./stop-and-opt-out";

/** Stops the ticket's VM and opts it out of its schedule; without a VM, releases the quota that the ticket took. */
export async function stopVmsOfTicket(ctx: Context, issue: JiraIssue): Promise<void> {
  const vms = (await findVmsOfTicket(ctx, issue.key)).filter(isLive);
  if (vms.length === 0) {
    const record = await recordWithoutLaunch(ctx, issue);
    if (record) await releaseQuota(ctx, record);
  }
  for (const vm of vms) await stopVm(ctx, issue.key, vm);
}

async function stopVm(ctx: Context, ticket: string, vm: Vm): Promise<void> {
  if (await isConfigVm(ctx, personOf(vm))) {
    // Its ticket is closed when the config has been merged, which is when its use begins.
    ctx.log.info("The VM is managed by the config file", { ticket, instanceId: vm.id });
    return;
  }
  await stopAndOptOut(ctx, vm);
  const { provision, terminate } = ctx.config.settings.jira.statuses;
  await ctx.jira.comment(ticket, {
    // Every start sets a new launch time: one comment a stop.
    marker: `stopped-${vm.id}-${vm.launchTime.getTime()}`,
    body: stoppedComment({ vm: commentedVm(vm), provisionStatus: provision, terminateStatus: terminate }),
  });
}
