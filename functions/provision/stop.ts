import { stoppedComment } from "../shared/comments/stopped";
import { isLive } from "../shared/ec2/states";
import type { Vm } from "../shared/ec2/vm";
import type { JiraIssue } from "../shared/jira/model";
import { commentedVm } from "./commented-vm";
import type { Context } from "./context";
import { findVmsOfTicket, personOf } from "./steps/find-vms";
import { halt } from "./steps/halt";
import { release } from "./steps/release";
import { awaitLaunch } from "./steps/ticket-record";
import { isConfigVm } from "./store";

/** Stops the ticket's VM and takes it off its schedule; without one, gives back the quota that was taken for it. */
export async function stop(ctx: Context, issue: JiraIssue): Promise<void> {
  const vms = (await findVmsOfTicket(ctx, issue.key)).filter(isLive);
  if (vms.length === 0) {
    const record = await awaitLaunch(ctx, issue);
    if (record) await release(ctx, record);
  }
  for (const vm of vms) await stopVm(ctx, issue.key, vm);
}

async function stopVm(ctx: Context, ticket: string, vm: Vm): Promise<void> {
  if (await isConfigVm(ctx, personOf(vm))) {
    // Its ticket is closed when the config has been merged: that is the beginning of its use.
    ctx.log.info("The VM is the config file's", { ticket, instanceId: vm.id });
    return;
  }
  await halt(ctx, vm);
  const { provision, terminate } = ctx.config.settings.jira.statuses;
  await ctx.jira.comment(ticket, {
    // The launch time moves with every start: one comment a stop.
    marker: `stopped-${vm.id}-${vm.launchTime.getTime()}`,
    body: stoppedComment({ vm: commentedVm(vm), provisionStatus: provision, terminateStatus: terminate }),
  });
}
