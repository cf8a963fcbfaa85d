import type { Logger } from "@aws-lambda-powertools/logger";
import type { OwnedVm } from "../shared/ec2/vm";
import type { Counters } from "../shared/metrics";
import type { Announcement, AnnouncementOutcome } from "./announcement";

/** Logs and counts announcements, and what the platform team should look at. */
export interface Reporter {
  announced(announcement: Announcement, vm: OwnedVm, outcome: AnnouncementOutcome): void;
  ticketGone(vm: OwnedVm, ticket: string): void;
  transitionMissing(ticket: string, status: string): void;
}

const METRIC: Readonly<Record<Announcement["kind"], string>> = {
  ready: "BootReady",
  failed: "BootFailed",
  "never-ready": "BootNeverReady",
  "launch-failed": "LaunchFailed",
  "stop-warning": "StopWarning",
};

export function createReporter(
  logger: Pick<Logger, "info" | "warn">,
  counters: Pick<Counters, "count">,
): Reporter {
  const warn = (message: string, details: Readonly<Record<string, unknown>>) => {
    logger.warn(message, details);
    counters.count("AnnouncementWarning");
  };
  return {
    announced: (announcement, vm, outcome) => {
      logger.info("Announcement", { ...announcement, instanceId: vm.id, ...vm.person, outcome });
      if (outcome !== "known") counters.count(METRIC[announcement.kind]);
    },
    ticketGone: ({ id }, ticket) =>
      warn("The VM's ticket does not exist or is not visible", { instanceId: id, ticket }),
    transitionMissing: (ticket, status) =>
      warn("The ticket's workflow offers no transition", { ticket, status }),
  };
}
