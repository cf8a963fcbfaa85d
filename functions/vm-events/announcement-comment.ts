import { linuxLogin } from "../../core/vm/names";
import { isPastSupport, OS_NAMES } from "../../core/vm/os";
import { TAG } from "../../core/vm/tags";
import { bootFailedComment } from "../shared/comments/boot-failed";
import { launchFailedComment } from "../shared/comments/launch-failed";
import { neverReadyComment } from "../shared/comments/never-ready";
import { readyComment } from "../shared/comments/ready";
import { stopWarningComment } from "../shared/comments/stop-warning";
import type { CommentedVm } from "../shared/comments/vm-details";
import { nameOf, type OwnedVm } from "../shared/ec2/vm";
import type { AdfDocument } from "../shared/jira/adf";
import type { Announcement } from "./announcement";
import type { VmEventsSettings } from "./contract";

/** By the reason of the decision. */
const WHY_STOPPED: Readonly<Record<string, string>> = {
  "period-ended": "its working hours end",
  "keep-until-expired": "the time for which it was kept running ends",
  "off-hours-limit": "it was started outside its working hours, and the time limit for that is reached",
};

/** @param warnings sentences for the ready comment */
export function announcementComment(
  announcement: Announcement,
  vm: OwnedVm,
  settings: VmEventsSettings,
  warnings: readonly string[],
): AdfDocument {
  const { project, region, bootMinutes } = settings;
  const described = { vm: describe(vm), connect: { project, region, instanceId: vm.id } };
  switch (announcement.kind) {
    case "ready":
      return readyComment({
        ...described,
        warnings,
        login: vm.tags[TAG.login] ?? linuxLogin(vm.person.developer),
      });
    case "failed":
      return bootFailedComment({ ...described, reason: announcement.reason });
    case "never-ready":
      return neverReadyComment({ ...described, startedAt: vm.launchTime, bootMinutes });
    case "stop-warning":
      return stopWarningComment({
        name: described.vm.name,
        instanceId: vm.id,
        region,
        stopAt: announcement.stopAt,
        timezone: vm.tags[TAG.timezone] ?? settings.defaultTimezone,
        why: WHY_STOPPED[announcement.reason] ?? "its schedule asks for it",
      });
    case "launch-failed":
      return launchFailedComment({
        person: vm.person,
        reason: announcement.reason,
        whatToDo: announcement.whatToDo,
      });
  }
}

/** What the ticket's users should know about a VM's operating system. */
export function supportWarnings(vm: OwnedVm, now: Date): string[] {
  const os = OS_NAMES.find((name) => name === vm.tags[TAG.os]);
  if (!os || !isPastSupport(os, now)) return [];
  return [
    `${os} is past its vendor's standard support and gets no security fixes: plan a move to a newer system.`,
  ];
}

function describe(vm: OwnedVm): CommentedVm {
  const { tags, instanceType, person } = vm;
  const hours = runningHours(tags);
  return {
    ...person,
    name: nameOf(vm),
    instanceId: vm.id,
    ...(instanceType ? { instanceType } : {}),
    ...(tags[TAG.os] ? { os: tags[TAG.os] } : {}),
    ...(hours ? { hours } : {}),
  };
}

/** As the tags say: `office-hours: 08:00 to 18:00, mon-fri, US/Eastern`. */
function runningHours(tags: OwnedVm["tags"]): string | undefined {
  const start = tags[TAG.autoStart];
  const stop = tags[TAG.autoStop];
  const alwaysOn = start === "00:00" && stop === "00:00";
  const period = start && stop ? (alwaysOn ? "always on" : `${start} to ${stop}`) : undefined;
  const hours = [period, tags[TAG.scheduleDays], tags[TAG.timezone]].filter((part) => !!part).join(", ");
  const name = tags[TAG.schedule];
  return name && hours ? `${name}: ${hours}` : name || hours || undefined;
}
