import { TAG } from "../../core/vm/tags";
import { isLive } from "../shared/ec2/states";
import type { JiraIssue } from "../shared/jira/model";
import { managedByConfigComment } from "./comments";
import type { Context } from "./context";
import { isStillIn } from "./issue";
import { findVmsOfTicket } from "./steps/find-vms";
import { giveUpVm } from "./steps/give-up";
import { release } from "./steps/release";
import { awaitLaunch, recordOfTicket } from "./steps/ticket-record";
import { tellTerminated } from "./tell-terminated";

/** Gives up the ticket's VM. Home, databases and uid stay. */
export async function terminate(ctx: Context, issue: JiraIssue): Promise<void> {
  const { terminate: status } = ctx.config.settings.jira.statuses;
  const vms = await findVmsOfTicket(ctx, issue.key);
  for (const vm of vms) {
    const outcome = await giveUpVm(ctx, issue.key, vm, () => isStillIn(ctx, issue.key, status));
    if (outcome === "withdrawn") return;
    if (outcome === "given-up") await tellTerminated(ctx, issue.key, vm);
    else {
      const body = managedByConfigComment(vm.tags[TAG.name] ?? vm.id);
      await ctx.jira.comment(issue.key, { marker: `managed-by-config-${vm.id}`, body });
    }
  }
  const record = vms.some(isLive) ? await recordOfTicket(ctx, issue) : await awaitLaunch(ctx, issue);
  if (record) await release(ctx, record);
}
