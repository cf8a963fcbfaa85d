import { CreateTagsCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { TAG } from "../../core/tags";
import { stoppedComment } from "../shared/comments/stopped";
import type { JiraIssue } from "../shared/jira/model";
import { hasCode } from "./aws-errors";
import { commentedVm } from "./commented-vm";
import type { Context } from "./context";
import { RetryLaterError } from "./errors";
import { type FoundVm, findVmsOfTicket, isLive } from "./steps/find-vms";
import { awaitLaunch } from "./steps/ticket-record";

/** Stops the ticket's VM and takes it off its schedule, which would start it again the next morning. */
export async function stop(ctx: Context, issue: JiraIssue): Promise<void> {
  const vms = (await findVmsOfTicket(ctx, issue.key)).filter(isLive);
  if (vms.length === 0) await awaitLaunch(ctx, issue);
  for (const vm of vms) await stopVm(ctx, issue.key, vm);
}

async function stopVm({ aws, config, jira }: Context, ticket: string, vm: FoundVm): Promise<void> {
  const { instanceId, state, tags } = vm;
  if (tags[TAG.autoSchedule] !== "off") {
    const Tags = [{ Key: TAG.autoSchedule, Value: "off" }];
    await aws.ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags }));
  }
  if (state === "pending" || state === "running") {
    await aws.ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] })).catch((error) => {
      if (!hasCode(error, "IncorrectInstanceState")) throw error;
      throw new RetryLaterError(`${instanceId} cannot be stopped while it is ${state}`, { cause: error });
    });
  }
  const { provision, terminate } = config.settings.jira.statuses;
  await jira.comment(ticket, {
    // The launch time moves with every start: one comment a stop.
    marker: `stopped-${instanceId}-${vm.launchTime.getTime()}`,
    body: stoppedComment({ vm: commentedVm(vm), provisionStatus: provision, terminateStatus: terminate }),
  });
}
