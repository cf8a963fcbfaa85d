import { JiraRefusedError } from "../shared/jira/errors";
import { isIssueKey } from "../shared/jira/issue-key";
import type { JiraClient } from "../shared/jira/model";
import { TooManyOrphansError } from "./errors";
import type { LifecycleVm } from "./fleet";

/** Tickets asked for at a time. */
const AT_ONCE = 4;
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
  const waiting = vms.filter(({ ticket }) => isIssueKey(ticket));
  const asked = waiting.length;
  const worker = async (): Promise<void> => {
    for (let vm = waiting.shift(); vm; vm = waiting.shift()) {
      try {
        await jira.getIssue(vm.ticket ?? "");
      } catch (cause) {
        if (cause instanceof JiraRefusedError && cause.status === 404) orphans.add(vm.id);
        else errors.push(new Error(`${vm.ticket} could not be read`, { cause }));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (orphans.size <= Math.max(ALWAYS_CREDIBLE, asked * CREDIBLE_SHARE)) return { orphans, errors };
  return { orphans: new Set(), errors: [...errors, new TooManyOrphansError(orphans.size, asked)] };
}
