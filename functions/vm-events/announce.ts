import { type OwnedVm, ticketOf } from "../shared/ec2/vm";
import { JiraRefusedError } from "../shared/jira/errors";
import type { JiraClient } from "../shared/jira/model";
import { sameStatus } from "../shared/jira/status";
import type { Announcement, AnnouncementOutcome } from "./announcement";
import { announcementComment, supportWarnings } from "./announcement-comment";
import type { AnnouncementStore } from "./announcement-store";
import type { VmEventsSettings } from "./contract";
import type { Reporter } from "./report";

type JiraSettings = NonNullable<VmEventsSettings["jira"]>;

export interface AnnounceDeps {
  readonly settings: VmEventsSettings;
  /** Absent exactly where the settings have no `jira`. */
  readonly jira?: JiraClient;
  readonly store: AnnouncementStore;
  readonly report: Reporter;
  readonly now: () => Date;
}

/**
 * Comments on the VM's ticket, once, and moves the ticket on when the VM is ready.
 * @throws JiraError, or an error of the table: then nothing is recorded, and a retry is possible at once
 */
export async function announce(
  announcement: Announcement,
  vm: OwnedVm,
  deps: AnnounceDeps,
): Promise<AnnouncementOutcome> {
  const outcome = await commentOnce(announcement, vm, deps);
  deps.report.announced(announcement, vm, outcome);
  return outcome;
}

async function commentOnce(
  announcement: Announcement,
  vm: OwnedVm,
  deps: AnnounceDeps,
): Promise<AnnouncementOutcome> {
  const { settings, jira, store, report, now } = deps;
  const { marker } = announcement;
  const ticket = ticketOf(vm);
  if (!jira || !settings.jira || ticket === undefined) return "no-ticket";
  if (!(await store.claim(vm.person, marker, now()))) return "known";
  try {
    await commentOnTicket(announcement, vm, ticket, jira, settings.jira, deps);
  } catch (error) {
    if (!(error instanceof JiraRefusedError && error.status === 404)) {
      // A claim that cannot be released expires; the first error matters more.
      await store.releaseClaim(vm.person, marker).catch(() => undefined);
      throw error;
    }
    // The ticket was deleted, or its key in the config is wrong: a retry every few minutes would not help.
    report.ticketGone(vm, ticket);
    await store.confirm(vm.person, marker, now());
    return "ticket-gone";
  }
  await store.confirm(vm.person, marker, now());
  return "commented";
}

async function commentOnTicket(
  announcement: Announcement,
  vm: OwnedVm,
  ticket: string,
  jira: JiraClient,
  { statuses }: JiraSettings,
  { settings, report, now }: AnnounceDeps,
): Promise<void> {
  const isReady = announcement.kind === "ready";
  const warnings = isReady ? supportWarnings(vm, now()) : [];
  if (isReady && (await moveTicket(ticket, jira, statuses)) === "missing") {
    report.transitionMissing(ticket, statuses.done);
    warnings.push(
      `This ticket could not be moved to ${statuses.done}: its workflow has no such transition from its status.`,
    );
  }
  const body = announcementComment(announcement, vm, settings, warnings);
  await jira.comment(ticket, { marker: announcement.marker, body });
}

/** Only from the status in which it waited for the VM: a ticket that a user has moved elsewhere stays there. */
async function moveTicket(
  ticket: string,
  jira: JiraClient,
  { provision, done }: JiraSettings["statuses"],
): Promise<"moved" | "already-there" | "missing" | "elsewhere"> {
  const { status } = await jira.getIssue(ticket);
  if (!sameStatus(status, provision)) return "elsewhere";
  try {
    return await jira.transition(ticket, done);
  } catch (error) {
    // The workflow has the transition, but its conditions or required fields refuse it.
    if (error instanceof JiraRefusedError && error.status === 400) return "missing";
    throw error;
  }
}
