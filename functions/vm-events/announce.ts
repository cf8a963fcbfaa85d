import { type OwnedVm, ticketOf } from "../shared/ec2/vm";
import { JiraRefusedError } from "../shared/jira/errors";
import type { JiraClient } from "../shared/jira/model";
import { sameStatus } from "../shared/jira/status";
import { commentOn, supportWarnings } from "./announcement-comment";
import type { VmEventsSettings } from "./contract";
import type { Due } from "./decide";
import type { Records } from "./records";

type JiraSettings = NonNullable<VmEventsSettings["jira"]>;

/** `told` now or by an earlier try; `known`: told before, or by another at this moment; else nobody to tell. */
export type Announcement = "told" | "known" | "no-ticket" | "ticket-gone";

export interface AnnounceDeps {
  readonly settings: VmEventsSettings;
  /** Absent exactly where the settings have no `jira`. */
  readonly jira?: JiraClient;
  readonly records: Records;
  readonly now: () => Date;
  /** Told of what a person should look at although the work goes on. */
  readonly warn: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

/**
 * Tells it on the VM's ticket, once, and moves the ticket on when it is the VM's being ready.
 * @throws JiraError, or what the table throws: then nothing is recorded and it may be tried again
 */
export async function announce(due: Due, vm: OwnedVm, deps: AnnounceDeps): Promise<Announcement> {
  const { settings, jira, records, now, warn } = deps;
  const ticket = ticketOf(vm);
  if (!jira || !settings.jira || ticket === undefined) return "no-ticket";
  if (!(await records.claim(vm.person, due.marker, now()))) return "known";
  try {
    await tell(due, vm, ticket, jira, settings.jira, deps);
  } catch (error) {
    if (!(error instanceof JiraRefusedError && error.status === 404)) {
      // A claim that cannot be given up lapses; why it could not be told matters more.
      await records.giveUp(vm.person, due.marker).catch(() => undefined);
      throw error;
    }
    // A deleted ticket, or a mistyped one in the config: asking again every few minutes would not bring it about.
    warn("The VM's ticket does not exist or cannot be seen", { instanceId: vm.id, ticket });
    await records.confirm(vm.person, due.marker, now());
    return "ticket-gone";
  }
  await records.confirm(vm.person, due.marker, now());
  return "told";
}

async function tell(
  due: Due,
  vm: OwnedVm,
  ticket: string,
  jira: JiraClient,
  { statuses }: JiraSettings,
  { settings, now, warn }: AnnounceDeps,
): Promise<void> {
  const warnings = due.kind === "ready" ? supportWarnings(vm, now()) : [];
  if (due.kind === "ready" && (await moveOn(ticket, jira, statuses)) === "missing") {
    warn("The ticket's workflow offers no transition", { ticket, status: statuses.done });
    warnings.push(
      `This ticket could not be moved to ${statuses.done}: its workflow offers no such step from here.`,
    );
  }
  await jira.comment(ticket, { marker: due.marker, body: commentOn(due, vm, settings, warnings) });
}

/** Only from where it waited for the VM: a ticket that people have moved elsewhere stays there. */
async function moveOn(
  ticket: string,
  jira: JiraClient,
  { provision, done }: JiraSettings["statuses"],
): Promise<"moved" | "already-there" | "missing" | "elsewhere"> {
  const { status } = await jira.getIssue(ticket);
  if (!sameStatus(status, provision)) return "elsewhere";
  try {
    return await jira.transition(ticket, done);
  } catch (error) {
    // The workflow has the step but its conditions or required fields refuse it: no more ours to take.
    if (error instanceof JiraRefusedError && error.status === 400) return "missing";
    throw error;
  }
}
