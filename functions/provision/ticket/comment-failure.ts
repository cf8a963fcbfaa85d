import { shortHash } from "../../../core/vm/slug";
import { launchFailedComment } from "../../shared/comments/launch-failed";
import { refusedComment } from "../../shared/comments/refused";
import type { Context } from "../context";
import { LaunchFailedError, RefusedError } from "../errors";
import { failedForGoodComment } from "./comments";

/** Comments on the ticket why there is no VM, when users can act on the reason. */
export async function commentFailure(
  { config, jira, now }: Context,
  ticket: string,
  error: unknown,
): Promise<void> {
  if (error instanceof RefusedError) {
    const { problems } = error;
    const provisionStatus = config.settings.jira.statuses.provision;
    // Named after the problems: an edit that changes them gets a new comment, a repeated message does not.
    const marker = `refused-${shortHash(JSON.stringify(problems))}`;
    await jira.comment(ticket, { marker, body: refusedComment({ problems, provisionStatus }) });
  }
  if (error instanceof LaunchFailedError) {
    // At most once an hour for the same reason, however often the message is retried.
    const marker = `launch-failed-${error.failure.code}-${now().toISOString().slice(0, 13)}`;
    await jira.comment(ticket, { marker, body: launchFailedComment(error.failure) });
  }
}

/** Comments an error that `commentFailure` leaves out, once the message will not be retried. */
export async function commentFailureForGood(
  { jira }: Pick<Context, "jira">,
  ticket: string,
  error: unknown,
): Promise<void> {
  if (error instanceof RefusedError || error instanceof LaunchFailedError) return;
  const name = (error instanceof Error ? error.name : typeof error).replace(/[^\w.-]/g, "_").slice(0, 100);
  await jira.comment(ticket, { marker: `given-up-${name}`, body: failedForGoodComment(name) });
}
