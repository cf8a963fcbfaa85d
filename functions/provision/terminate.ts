import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { TAG } from "../../core/tags";
import { terminatedComment } from "../shared/comments/terminated";
import type { JiraIssue } from "../shared/jira/model";
import { commentedVm } from "./commented-vm";
import { managedByConfigComment } from "./comments";
import type { Context } from "./context";
import { type FoundVm, findVmsOfTicket, isLive } from "./steps/find-vms";
import { release } from "./steps/release";
import { ensureSnapshot, finalSnapshots } from "./steps/snapshot";
import { awaitLaunch, recordOfPerson, recordOfTicket } from "./steps/ticket-record";
import { isConfigVm } from "./store";

/**
 * Gives up the ticket's VM: a snapshot of its disk, then the instance, then its place in the quota. Home, databases
 * and uid stay. A repetition finishes what was cut off.
 */
export async function terminate(ctx: Context, issue: JiraIssue): Promise<void> {
  const vms = await findVmsOfTicket(ctx, issue.key);
  for (const vm of vms) await terminateVm(ctx, issue.key, vm);
  const record = vms.some(isLive) ? await recordOfTicket(ctx, issue) : await awaitLaunch(ctx, issue);
  if (record) await release(ctx, record);
}

async function terminateVm(ctx: Context, ticket: string, vm: FoundVm): Promise<void> {
  const person = { client: vm.tags[TAG.client] ?? "", developer: vm.tags[TAG.developer] ?? "" };
  const { jira, aws } = ctx;
  if (isLive(vm)) {
    if (await isConfigVm(ctx, person)) {
      const body = managedByConfigComment(vm.tags[TAG.name] ?? vm.instanceId);
      await jira.comment(ticket, { marker: `managed-by-config-${vm.instanceId}`, body });
      return;
    }
    await ensureSnapshot(ctx, vm);
    await aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [vm.instanceId] }));
  }
  const record = await recordOfPerson(ctx, ticket, person);
  if (record?.instanceId === vm.instanceId) await release(ctx, record);
  const snapshots = await finalSnapshots(ctx, vm.instanceId);
  await jira.comment(ticket, {
    marker: `terminated-${vm.instanceId}`,
    body: terminatedComment({
      vm: commentedVm(vm),
      snapshotIds: snapshots.flatMap(({ SnapshotId }) => SnapshotId ?? []),
    }),
  });
}
