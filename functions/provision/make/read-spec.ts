import { shortHash } from "../../../core/vm/slug";
import type { VmSpec } from "../../../core/vm-spec/vm-spec";
import type { JiraIssue } from "../../shared/jira/model";
import type { Context } from "../context";
import { RefusedError } from "../errors";
import { loadClient } from "../record/config-entries";
import { warningsComment } from "../ticket/comments";
import { parseRequest } from "../ticket/request";
import { requestFields } from "../ticket/request-fields";

export type TicketSpec = VmSpec & { readonly jira: string };

/**
 * The VM that the issue asks for; comments the warnings on the ticket.
 * @throws RefusedError
 */
export async function readSpec(ctx: Context, issue: JiraIssue): Promise<TicketSpec> {
  const { settings } = ctx.config;
  const named = requestFields(issue, settings).client;
  const client = named ? await loadClient(ctx, named) : undefined;
  const request = parseRequest({ issue, settings, client, now: ctx.now() });
  if ("problems" in request) throw new RefusedError(request.problems);
  const { spec, warnings } = request;
  if (warnings.length > 0) {
    const marker = `warnings-${shortHash(warnings.join("\n"))}`;
    await ctx.jira.comment(issue.key, { marker, body: warningsComment(warnings) });
  }
  return { ...spec, jira: issue.key };
}
