import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { TAG } from "../../core/tags";
import { terminatedComment } from "../shared/comments/terminated";
import type { JiraIssue } from "../shared/jira/model";
import { commentedVm } from "./commented-vm";
import { managedByConfigComment } from "./comments";
import type { Context } from "./context";
import { RetryLaterError } from "./errors";
import { isStillIn } from "./issue";
import { awaitStop, isSameStop } from "./steps/await-stop";
import { type FoundVm, findVmsOfTicket, isLive, personOf } from "./steps/find-vms";
import { release } from "./steps/release";
import { ensureSnapshot, finalSnapshots } from "./steps/snapshot";
import { awaitLaunch, recordOfPerson, recordOfTicket } from "./steps/ticket-record";
import { isConfigVm } from "./store";

type Outcome = "given-up" | "config" | "withdrawn";

/**
 * Gives up the ticket's VM: a snapshot of its disk at rest, then the instance, then its place in the quota. Home,
 * databases and uid stay. A repetition finishes what was cut off.
 */
export async function terminate(ctx: Context, issue: JiraIssue): Promise<void> {
  const vms = await findVmsOfTicket(ctx, issue.key);
  for (const vm of vms) {
    if ((await giveUp(ctx, issue.key, vm)) === "withdrawn") return;
  }
  const record = vms.some(isLive) ? await recordOfTicket(ctx, issue) : await awaitLaunch(ctx, issue);
  if (record) await release(ctx, record);
}

async function giveUp(ctx: Context, ticket: string, vm: FoundVm): Promise<Outcome> {
  if (isLive(vm)) {
    if (await isConfigVm(ctx, personOf(vm))) {
      const body = managedByConfigComment(vm.tags[TAG.name] ?? vm.instanceId);
      await ctx.jira.comment(ticket, { marker: `managed-by-config-${vm.instanceId}`, body });
      return "config";
    }
    if (!(await removeInstance(ctx, ticket, vm))) return "withdrawn";
  }
  const record = await recordOfPerson(ctx, ticket, personOf(vm));
  if (record?.instanceId === vm.instanceId) await release(ctx, record);
  const snapshots = await finalSnapshots(ctx, vm);
  await ctx.jira.comment(ticket, {
    marker: `terminated-${vm.instanceId}`,
    body: terminatedComment({
      vm: commentedVm(vm),
      snapshotIds: snapshots.flatMap(({ SnapshotId }) => SnapshotId ?? []),
    }),
  });
  return "given-up";
}

/** False when the ticket asks for something else by the time that the instance could go. */
async function removeInstance(ctx: Context, ticket: string, vm: FoundVm): Promise<boolean> {
  const stopped = await awaitStop(ctx, ticket, vm);
  await ensureSnapshot(ctx, stopped);
  if (!(await isSameStop(ctx, ticket, stopped))) {
    throw new RetryLaterError(`${vm.instanceId} was started while its last snapshot was taken`);
  }
  if (!(await isStillIn(ctx, ticket, ctx.config.settings.jira.statuses.terminate))) return false;
  await ctx.aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [vm.instanceId] }));
  return true;
}
