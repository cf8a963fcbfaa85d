/** Tag keys of a VM. The scheduler, the IAM policies and people rely on the spelling. */
export const TAG = {
  name: "Name",
  client: "ClientName",
  developer: "DeveloperName",
  environment: "Environment",
  autoStart: "AutoStart",
  autoStop: "AutoStop",
  timezone: "Timezone",
  scheduleDays: "ScheduleDays",
  schedule: "Schedule",
  ticket: "JiraTicket",
  os: "OS",
  /** Instance type that is wanted; a stopped VM of another one is changed to it before its next start. */
  instanceType: "InstanceType",
  /** Instance types that may stand in when there is no capacity, in order, with spaces between. */
  fallbackTypes: "FallbackTypes",
  created: "CreatedDate",
  costCenter: "CostCenter",
  managedBy: "ManagedBy",
  /** EFS file system and access point of the home, login and uid: what the boot needs to know. */
  homeFileSystem: "HomeFileSystem",
  homeAccessPoint: "HomeAccessPoint",
  login: "Login",
  uid: "Uid",
  autoSchedule: "AutoSchedule",
  keepUntil: "KeepUntil",
  pausedUntil: "PausedUntil",
  stoppedAt: "StoppedAt",
  /** Time without use after which the VM is stopped, such as `2h`, or `off`. */
  idleStop: "IdleStop",
  /** `off`: the VM stays, however long nobody uses it. */
  dormancy: "Dormancy",
  state: "DevVmState",
  /** The stop that people were last warned of: `2026-03-02T18:00:00Z period-ended`. */
  warnedFor: "WarnedFor",
  /** What is wrong with the tags above, as far as they steer the VM; no tag when nothing is. */
  scheduleProblem: "ScheduleProblem",
  /** When the VM's people were told that nobody uses it. */
  dormancyTold: "DormancyTold",
  /** Since when the VM's ticket is known to be gone. */
  orphanedSince: "OrphanedSince",
} as const;

/** Characters that EC2 takes as a tag's value; any character is taken. */
export const TAG_VALUE_MAX = 256;

/** Tags that people and the automation set while a VM lives: Terraform must not see them as drift. */
export const OPERATIONAL_TAGS: readonly string[] = [
  TAG.autoSchedule,
  TAG.keepUntil,
  TAG.pausedUntil,
  TAG.stoppedAt,
  TAG.dormancy,
  TAG.state,
  TAG.warnedFor,
  TAG.scheduleProblem,
  TAG.dormancyTold,
  TAG.orphanedSince,
];

/** Operational tags that a VM may set on itself. */
export const SELF_TAGS: readonly string[] = [TAG.state, TAG.stoppedAt, TAG.keepUntil];

/** `DevVmState` of a VM whose boot has begun, and of one whose boot has finished; failures are `failed: <why>`. */
export const STATE_LAUNCHING = "launching";
export const STATE_READY = "ready";
export const STATE_FAILED_PREFIX = "failed: ";
