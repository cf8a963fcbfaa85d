import { type OwnedVm, ticketOf } from "../shared/ec2/vm";
import { forEachConcurrently } from "../shared/for-each-concurrently";
import { JiraRefusedError } from "../shared/jira/errors";
import type { JiraClient } from "../shared/jira/model";
import { TooManyOrphansError } from "./errors";

/** So many tickets, or that share of all, may be missing at once; more looks like a lost permission. */
const ALWAYS_CREDIBLE = 3;
const CREDIBLE_SHARE = 0.2;

export interface OrphanSearch {
  /** Ids of VMs whose ticket does not exist any more. */
  readonly orphans: ReadonlySet<string>;
  /** One for each ticket that could not be read: its VM is left as it is. */
  readonly errors: readonly Error[];
}

/** Reads every VM's ticket. For an issue that the account may not see, Jira answers that it does not exist. */
export async function findOrphans(
  jira: Pick<JiraClient, "getIssue">,
  vms: readonly OwnedVm[],
): Promise<OrphanSearch> {
  const orphans = new Set<string>();
  const errors: Error[] = [];
  const ticketed = vms.flatMap((vm) => {
    const ticket = ticketOf(vm);
    return ticket ? [{ id: vm.id, ticket }] : [];
  });
  await forEachConcurrently(ticketed, async ({ id, ticket }) => {
    try {
      await jira.getIssue(ticket);
    } catch (cause) {
      if (cause instanceof JiraRefusedError && cause.status === 404) orphans.add(id);
      else errors.push(new Error(`${ticket} could not be read`, { cause }));
    }
  });
  if (orphans.size <= Math.max(ALWAYS_CREDIBLE, ticketed.length * CREDIBLE_SHARE)) return { orphans, errors };
  return { orphans: new Set(), errors: [...errors, new TooManyOrphansError(orphans.size, ticketed.length)] };
}
