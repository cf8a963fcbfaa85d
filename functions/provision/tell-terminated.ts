import { terminatedComment } from "../shared/comments/terminated";
import type { Vm } from "../shared/ec2/vm";
import { commentedVm } from "./commented-vm";
import type { Context } from "./context";
import { finalSnapshots } from "./steps/snapshot";

/** Tells on the ticket that its VM is gone, and what is kept. @throws JiraError */
export async function tellTerminated(ctx: Context, ticket: string, vm: Vm): Promise<void> {
  const snapshots = await finalSnapshots(ctx, vm);
  await ctx.jira.comment(ticket, {
    marker: `terminated-${vm.id}`,
    body: terminatedComment({
      vm: commentedVm(vm),
      snapshotIds: snapshots.flatMap(({ SnapshotId }) => SnapshotId ?? []),
    }),
  });
}
