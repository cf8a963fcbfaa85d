import { type OwnedVm, ticketOf } from "../shared/ec2/vm";
import { forEachConcurrently } from "../shared/for-each-concurrently";
import { JiraRefusedError } from "../shared/jira/errors";
import type { JiraClient } from "../shared/jira/model";
import { TooManyOrphansError } from "./errors";

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
  vms: readonly OwnedVm[],
): Promise<TicketFindings> {
  const orphans = new Set<string>();
  const errors: Error[] = [];
  const asked = vms.flatMap((vm) => {
    const ticket = ticketOf(vm);
    return ticket ? [{ id: vm.id, ticket }] : [];
  });
  await forEachConcurrently(asked, async ({ id, ticket }) => {
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
