import { inTurn } from "../shared/in-turn";
import { JiraRefusedError } from "../shared/jira/errors";
import { isIssueKey } from "../shared/jira/issue-key";
import type { JiraClient } from "../shared/jira/model";
import { TooManyOrphansError } from "./errors";
import type { LifecycleVm } from "./fleet";

/** That many may be gone at once, or that share of all: more looks like an account that lost its rights. */
const ALWAYS_CREDIBLE = 3;
const CREDIBLE_SHARE = 0.2;

export interface TicketFindings {
  /** Ids of VMs whose ticket is gone. */
  readonly orphans: ReadonlySet<string>;
  /** Tickets that Jira did not answer for, and why: their VMs are left as they are. */
  readonly errors: readonly Error[];
}

/** Asks Jira for every VM's ticket. Jira says of a ticket that an account may not see that it does not exist. */
export async function findOrphans(
  jira: Pick<JiraClient, "getIssue">,
  vms: readonly LifecycleVm[],
): Promise<TicketFindings> {
  const orphans = new Set<string>();
  const errors: Error[] = [];
  const asked = vms.filter(({ ticket }) => isIssueKey(ticket));
  await inTurn(asked, async ({ id, ticket = "" }) => {
    try {
      await jira.getIssue(ticket);
    } catch (cause) {
      if (cause instanceof JiraRefusedError && cause.status === 404) orphans.add(id);
      else errors.push(new Error(`${ticket} could not be read`, { cause }));
    }
  });
  if (orphans.size <= Math.max(ALWAYS_CREDIBLE, asked.length * CREDIBLE_SHARE)) return { orphans, errors };
  return { orphans: new Set(), errors: [...errors, new TooManyOrphansError(orphans.size, asked.length)] };
}
