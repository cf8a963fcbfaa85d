import { terminatedComment } from "../../shared/comments/terminated";
import type { Vm } from "../../shared/ec2/vm";
import type { Context } from "../context";
import { commentedVm } from "../ticket/commented-vm";
import { finalSnapshots } from "./snapshot";

/** Comments on the ticket that its VM was terminated, and what is kept. @throws JiraError */
export async function commentTerminated(ctx: Context, ticket: string, vm: Vm): Promise<void> {
  const snapshots = await finalSnapshots(ctx, vm);
  await ctx.jira.comment(ticket, {
    marker: `terminated-${vm.id}`,
    body: terminatedComment({
      vm: commentedVm(vm),
      snapshotIds: snapshots.flatMap(({ SnapshotId }) => SnapshotId ?? []),
    }),
  });
}
