import { JiraRefusedError } from "../../shared/jira/errors";
import type { JiraIssue } from "../../shared/jira/model";
import { sameStatus } from "../../shared/jira/status";
import type { Context } from "../context";

/** The issue as it is now; undefined when it does not exist, or the API account may not see it. */
export async function readIssue(
  { jira, log }: Pick<Context, "jira" | "log">,
  key: string,
): Promise<JiraIssue | undefined> {
  try {
    return await jira.getIssue(key);
  } catch (error) {
    if (!(error instanceof JiraRefusedError) || error.status !== 404) throw error;
    log.warn("The ticket does not exist, or this account may not see it", { ticket: key });
    return undefined;
  }
}

/** Whether the issue still has that status: asked right before what cannot be undone. */
export async function isStillIn(
  ctx: Pick<Context, "jira" | "log">,
  key: string,
  status: string,
): Promise<boolean> {
  const issue = await readIssue(ctx, key);
  if (issue && sameStatus(issue.status, status)) return true;
  ctx.log.info("The ticket has left the status", { ticket: key, status, now: issue?.status });
  return false;
}
