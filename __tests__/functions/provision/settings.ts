import type { ProvisionSettings } from "../../../functions/provision/contract";

export const FIELD = {
  client: "customfield_10001",
  developer: "customfield_10002",
  instanceType: "customfield_10003",
  os: "customfield_10004",
  autoStart: "customfield_10005",
  autoStop: "customfield_10006",
  timezone: "customfield_10007",
  schedule: "customfield_10008",
} as const;

export const SETTINGS: ProvisionSettings = {
  project: "dev-vm",
  environment: "dev",
  defaults: {
    instanceType: "t3.xlarge",
    os: "AmazonLinux2023",
    timezone: "US/Eastern",
    schedule: "office-hours",
    fallbackTypes: [],
    hibernate: false,
    rootVolumeGb: 100,
  },
  scheduleNames: ["always-on", "office-hours"],
  idleStopMinutes: 0,
  policy: {
    instanceTypes: ["t3.large", "t3.xlarge", "m5.xlarge"],
    maxVmsPerClient: 100,
    maxVmsPerDeveloper: 3,
  },
  dormancy: { afterDays: 30, warnBeforeDays: 7 },
  jira: {
    baseUrl: "https://acme.atlassian.net",
    projects: ["INFRA"],
    statuses: { provision: "Ready", done: "Provisioned", stop: "Closed", terminate: "TerminateVM" },
    fields: FIELD,
  },
};
