import type { JiraIssue } from "../shared/jira/model";
import type { Context } from "./context";
import { decideFailure, decideWork, type Work } from "./decide";
import { provisionVm } from "./make/provision-vm";
import { stopVmsOfTicket } from "./stop/stop-vms-of-ticket";
import { terminateVmsOfTicket } from "./terminate/terminate-vms-of-ticket";
import { commentFailure } from "./ticket/comment-failure";
import { readIssue } from "./ticket/issue";

const WORK_OF: Readonly<Record<Work, (ctx: Context, issue: JiraIssue) => Promise<unknown>>> = {
  Provision: provisionVm,
  Stop: stopVmsOfTicket,
  Terminate: terminateVmsOfTicket,
};

/**
 * Does the work that the ticket's current status asks for. A refusal is commented on the ticket and is no failure.
 * @throws what may succeed when the message is retried, or needs an operator
 */
export async function workOnTicket(ctx: Context, key: string): Promise<void> {
  const issue = await readIssue(ctx, key);
  if (!issue) return;
  const { key: ticket, status } = issue;
  const work = decideWork(issue, ctx.config.settings.jira);
  if (!work) {
    ctx.log.info("No work for this project and status", { ticket, status });
    return;
  }
  ctx.log.info("Working on the ticket", { ticket, status, work });
  try {
    const result = await WORK_OF[work](ctx, issue);
    ctx.counters.count(`${work}Done`);
    ctx.log.info("Worked on the ticket", { ticket, work, result });
  } catch (error) {
    await commentFailure(ctx, ticket, error);
    const { metric, fails } = decideFailure(error);
    ctx.counters.count(metric);
    if (fails) throw error;
    ctx.log.warn("Commented the refusal on the ticket", { ticket, reason: (error as Error).message });
  }
}
