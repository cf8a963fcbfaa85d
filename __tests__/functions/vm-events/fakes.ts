import { vmKey } from "../../../core/aws/table";
import type { OwnedVm } from "../../../functions/shared/ec2/vm";
import { createJiraClient } from "../../../functions/shared/jira/client";
import type { Instances } from "../../../functions/vm-events/fleet";
import type { Records } from "../../../functions/vm-events/records";
import type { SweepDeps } from "../../../functions/vm-events/sweep";
import { type JiraStandIn, startJira } from "../../../local/jira/start-jira";
import { jiraConfig } from "../jira-webhook/jira-config";

export const NOW = new Date("2026-03-02T09:00:00Z");
const credentials = { token: "scoped" };

export function vm(tags: Record<string, string> = {}, changes: Partial<OwnedVm> = {}): OwnedVm {
  return {
    id: "i-0a1",
    instanceType: "t3.large",
    state: "running",
    launchTime: new Date("2026-03-02T08:55:00Z"),
    person: { client: "ClientA", developer: "jane-doe" },
    hibernates: false,
    tags: { Name: "dev-ClientA-jane-doe", JiraTicket: "INFRA-1", OS: "RHEL9", ManagedBy: "dev-vm", ...tags },
    ...changes,
  };
}

/** The table's records in memory; claims lapse as the real ones do only where a test moves `now`. */
export function memoryRecords() {
  const entries = new Map<string, "claimed" | "told">();
  const states: unknown[] = [];
  const asked: number[] = [];
  const id = (person: Parameters<typeof vmKey>[0], marker: string) => `${vmKey(person).pk} ${marker}`;
  const records: Records = {
    told: async (people) => {
      asked.push(people.length);
      return people.map((person) => {
        const prefix = `${vmKey(person).pk} `;
        const told = [...entries].filter(([key, state]) => key.startsWith(prefix) && state === "told");
        return new Set(told.map(([key]) => key.slice(prefix.length)));
      });
    },
    claim: async (person, marker) => {
      if (entries.has(id(person, marker))) return false;
      entries.set(id(person, marker), "claimed");
      return true;
    },
    confirm: async (person, marker) => {
      entries.set(id(person, marker), "told");
    },
    giveUp: async (person, marker) => {
      entries.delete(id(person, marker));
    },
    noteState: async (...noted) => {
      states.push(noted);
    },
  };
  return { records, entries, states, asked };
}

export function fixedInstances(vms: readonly OwnedVm[]) {
  const found: string[] = [];
  const instances: Instances = {
    find: async (instanceId) => {
      found.push(instanceId);
      return vms.find((one) => one.id === instanceId);
    },
    list: async () => [...vms],
  };
  return { instances, found };
}

export function startTestJira(): Promise<JiraStandIn> {
  return startJira({
    credentials,
    workflow: { Ready: ["Provisioned"], Provisioned: ["Closed"], Stuck: [], Closed: ["Provisioned"] },
  });
}

/** Everything that `handle` and `sweep` need, with a Jira client of the stand-in at `url`. */
export function deps(url: string | undefined, vms: readonly OwnedVm[]) {
  const memory = memoryRecords();
  const { instances, found } = fixedInstances(vms);
  const warnings: string[] = [];
  const announced: string[] = [];
  const client = url
    ? createJiraClient({ baseUrl: url, credentials: async () => credentials, sleep: async () => {} })
    : undefined;
  const all: SweepDeps = {
    settings: {
      project: "dev-vm",
      region: "us-east-1",
      bootMinutes: 20,
      stopNotices: "exceptional",
      defaultTimezone: "US/Eastern",
      ...(url ? { jira: jiraConfig } : {}),
    },
    ...(client ? { jira: client } : {}),
    records: memory.records,
    instances,
    now: () => NOW,
    warn: (message) => warnings.push(message),
    onAnnounced: (due, one, announcement) => announced.push(`${one.id} ${due.kind} ${announcement}`),
  };
  return { ...memory, found, warnings, announced, all };
}
