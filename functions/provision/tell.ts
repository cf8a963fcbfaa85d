import { shortHash } from "../../core/vm/slug";
import { launchFailedComment } from "../shared/comments/launch-failed";
import { refusedComment } from "../shared/comments/refused";
import { givenUpComment } from "./comments";
import type { Context } from "./context";
import { LaunchFailedError, RefusedError } from "./errors";

/** Tells people on the ticket why there is no VM, where the reason is one for people. */
export async function tell({ config, jira, now }: Context, ticket: string, error: unknown): Promise<void> {
  if (error instanceof RefusedError) {
    const { problems } = error;
    const provisionStatus = config.settings.jira.statuses.provision;
    // Named after the problems: a ticket edited in vain is answered anew, a repeated message is not.
    const marker = `refused-${shortHash(JSON.stringify(problems))}`;
    await jira.comment(ticket, { marker, body: refusedComment({ problems, provisionStatus }) });
  }
  if (error instanceof LaunchFailedError) {
    // Once an hour for one reason, however often the message is tried.
    const marker = `launch-failed-${error.failure.code}-${now().toISOString().slice(0, 13)}`;
    await jira.comment(ticket, { marker, body: launchFailedComment(error.failure) });
  }
}

/** Tells of an error that `tell` has no words for, once nobody will try again. */
export async function tellGivenUp(
  { jira }: Pick<Context, "jira">,
  ticket: string,
  error: unknown,
): Promise<void> {
  if (error instanceof RefusedError || error instanceof LaunchFailedError) return;
  const name = (error instanceof Error ? error.name : typeof error).replace(/[^\w.-]/g, "_").slice(0, 100);
  await jira.comment(ticket, { marker: `given-up-${name}`, body: givenUpComment(name) });
}
