import { stringify } from "yaml";

export interface FleetYamlOptions {
  readonly nat?: "none" | "single" | "per-az";
  readonly azs?: 2 | 3;
  /** Developers of ClientA; ClientB has one more. */
  readonly developers?: readonly (string | Record<string, unknown>)[];
  readonly databases?: boolean;
  readonly jira?: boolean;
  readonly extra?: Record<string, unknown>;
}

/** A config of two clients, to be varied by tests. */
export function fleetYaml(options: FleetYamlOptions = {}): string {
  const {
    nat = "single",
    azs = 2,
    developers = ["john-smith"],
    databases = true,
    jira = true,
    extra = {},
  } = options;
  const entries = developers.map((entry) => (typeof entry === "string" ? { name: entry } : entry));
  return stringify({
    project: "dev-vm",
    region: "us-east-1",
    network: { cidr: "10.0.0.0/16", azs, nat },
    ...(databases
      ? {
          databases: {
            postgres: { instanceClass: "db.t4g.small", storageGb: 100 },
            mysql: { instanceClass: "db.t4g.small", storageGb: 100 },
          },
        }
      : {}),
    ...(jira
      ? {
          jira: {
            baseUrl: "https://acme.atlassian.net",
            projects: ["INFRA"],
            statuses: { provision: "Ready", done: "Provisioned", stop: "Closed", terminate: "TerminateVM" },
            fields: { client: "customfield_10001", developer: "customfield_10002" },
          },
        }
      : {}),
    policy: { instanceTypes: ["t3.large", "t3.xlarge"], maxVmsPerClient: 50, maxVmsPerDeveloper: 3 },
    clients: [
      { name: "ClientA", developers: entries },
      { name: "ClientB", developers: [{ name: "lena-vogt" }] },
    ],
    ...extra,
  });
}

/** Names of many developers. */
export function manyDevelopers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `developer-${index + 1}`);
}
