import type { JiraConfig } from "../../../core/config/sections/jira";

export const jiraConfig: JiraConfig = {
  baseUrl: "https://acme.atlassian.net",
  projects: ["INFRA"],
  statuses: { provision: "Ready", done: "Provisioned", stop: "Closed", terminate: "TerminateVM" },
  fields: { client: "customfield_10001", developer: "customfield_10002" },
};
