import type { Person } from "../../../core/vm/names";
import type { JiraIssue } from "../../shared/jira/model";
import type { Context } from "../context";
import { RetryLaterError } from "../errors";
import { requestFields } from "../ticket/request-fields";
import { openAttempt, SETTLING_PAUSE_SECONDS, type VmRecord } from "./record";
import { loadRecord } from "./store";

/** The ticket's record, found by the client and developer in its fields. */
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
 * The record of a ticket for which EC2 shows no VM.
 * @throws RetryLaterError while another worker may be launching one, which then has to be handled
 */
export async function recordWithoutLaunch(ctx: Context, issue: JiraIssue): Promise<VmRecord | undefined> {
  const record = await recordOfTicket(ctx, issue);
  if (record) checkNoOpenLaunch(ctx, record);
  return record;
}

/** @throws RetryLaterError while a launch attempt of the record may still make a VM */
export function checkNoOpenLaunch(ctx: Pick<Context, "now">, record: VmRecord): void {
  if (!openAttempt(record, ctx.now())) return;
  throw new RetryLaterError(`A VM for ${record.ticket} may be launching`, {
    pauseSeconds: SETTLING_PAUSE_SECONDS,
  });
}
