import type { Person } from "../../../core/vm/names";
import type { JiraIssue } from "../../shared/jira/model";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";
import { openAttempt, SETTLING_PAUSE_SECONDS, type VmRecord } from "../record";
import { requestFields } from "../request";
import { loadRecord } from "../store";

/** The record that belongs to the ticket, found by what its fields say. */
export async function recordOfTicket(ctx: Context, issue: JiraIssue): Promise<VmRecord | undefined> {
  const { client, developer } = requestFields(issue, ctx.config.settings);
  return client && developer ? recordOfPerson(ctx, issue.key, { client, developer }) : undefined;
}

/** That person's record, when it belongs to the ticket. */
export async function recordOfPerson(
  ctx: Context,
  ticket: string,
  person: Person,
): Promise<VmRecord | undefined> {
  const record = await loadRecord(ctx, person);
  return record?.ticket === ticket ? record : undefined;
}

/**
 * For a ticket without a VM to be seen.
 * @throws RetryLaterError while another worker may be launching one, which then has to be dealt with
 */
export async function awaitLaunch(ctx: Context, issue: JiraIssue): Promise<VmRecord | undefined> {
  const record = await recordOfTicket(ctx, issue);
  if (record && openAttempt(record, ctx.now())) {
    throw new RetryLaterError(`A VM for ${issue.key} may be on its way`, {
      pauseSeconds: SETTLING_PAUSE_SECONDS,
    });
  }
  return record;
}
