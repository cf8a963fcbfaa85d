import type { NetworkConfig } from "../network/model";
import type { NamedSchedule, ScheduleRules } from "../schedule/model";
import type { AuditConfig, BackupConfig, Defaults, JiraConfig, PolicyConfig, TicketNotices } from "./model";

/** What a config that says nothing else means. */
export const DEFAULTS: Defaults = {
  instanceType: "t3.xlarge",
  os: "AmazonLinux2023",
  timezone: "US/Eastern",
  schedule: "office-hours",
  rootVolumeGb: 100,
  fallbackTypes: [],
  hibernate: false,
};

/** Schedules that every config has; one of the same name in the file replaces it. */
export const BUILT_IN_SCHEDULES: Readonly<Record<string, NamedSchedule>> = {
  "office-hours": { periods: [{ days: "mon-fri", start: "08:00", stop: "18:00" }], skipDates: [] },
  "always-on": { periods: [{ days: "all", start: "00:00", stop: "00:00" }], skipDates: [] },
};

export const NETWORK = {
  cidr: "10.0.0.0/16",
  azs: 2,
  nat: "single",
  ipv6: false,
  flowLogs: { traffic: "all", retentionDays: 365 },
} as const satisfies Partial<NetworkConfig>;

export const POLICY: PolicyConfig = {
  instanceTypes: ["t3.large", "t3.xlarge", "m5.xlarge"],
  maxVmsPerClient: 20,
  maxVmsPerDeveloper: 3,
};

export const NOTICES: { readonly ticket: TicketNotices } = { ticket: "exceptional" };
export const HOMES = { infrequentAfterDays: 30 } as const;

export const BACKUP: BackupConfig = {
  at: "05:00",
  keepDays: 35,
  lock: { mode: "governance", minDays: 7, maxDays: 365, graceDays: 14 },
};

export const STATUSES: JiraConfig["statuses"] = {
  provision: "Ready",
  done: "Provisioned",
  stop: "Closed",
  terminate: "TerminateVM",
};

export const SCHEDULE_RULES: Required<ScheduleRules> = {
  offHoursMaxMinutes: 4 * 60,
  keepMaxMinutes: 7 * 24 * 60,
  warnBeforeMinutes: 15,
  startLeadMinutes: 0,
  idleStopMinutes: 0,
  dormancy: { afterDays: 30, warnBeforeDays: 7 },
};

export const AUDIT: AuditConfig = {
  lockMode: "governance",
  lockDays: 365,
  logDays: 365,
  guardDuty: false,
  accessAnalyzer: true,
};
