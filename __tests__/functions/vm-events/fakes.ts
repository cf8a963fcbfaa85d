import { vmKey } from "../../../core/aws/table";
import type { OwnedVm } from "../../../functions/shared/ec2/vm";
import { createJiraClient } from "../../../functions/shared/jira/client";
import type { AnnouncementStore } from "../../../functions/vm-events/announcement-store";
import type { Fleet } from "../../../functions/vm-events/fleet";
import type { RunDeps } from "../../../functions/vm-events/run";
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

/** The store in memory; its claims do not expire. */
export function memoryStore() {
  const entries = new Map<string, "claimed" | "announced">();
  const states: unknown[] = [];
  const asked: number[] = [];
  const id = (person: Parameters<typeof vmKey>[0], marker: string) => `${vmKey(person).pk} ${marker}`;
  const store: AnnouncementStore = {
    findAnnounced: async (developers) => {
      asked.push(developers.length);
      return developers.map((person) => {
        const prefix = `${vmKey(person).pk} `;
        const announced = [...entries].filter(
          ([key, state]) => key.startsWith(prefix) && state === "announced",
        );
        return new Set(announced.map(([key]) => key.slice(prefix.length)));
      });
    },
    claim: async (person, marker) => {
      if (entries.has(id(person, marker))) return false;
      entries.set(id(person, marker), "claimed");
      return true;
    },
    confirm: async (person, marker) => {
      entries.set(id(person, marker), "announced");
    },
    releaseClaim: async (person, marker) => {
      entries.delete(id(person, marker));
    },
    recordState: async (...recorded) => {
      states.push(recorded);
    },
  };
  return { store, entries, states, asked };
}

export function fixedFleet(vms: readonly OwnedVm[]) {
  const found: string[] = [];
  const fleet: Fleet = {
    find: async (instanceId) => {
      found.push(instanceId);
      return vms.find((one) => one.id === instanceId);
    },
    list: async () => [...vms],
  };
  return { fleet, found };
}

export function startTestJira(): Promise<JiraStandIn> {
  return startJira({
    credentials,
    workflow: { Ready: ["Provisioned"], Provisioned: ["Closed"], Stuck: [], Closed: ["Provisioned"] },
  });
}

/** Everything that `run` and `sweep` need, with a Jira client of the stand-in at `url`. */
export function deps(url: string | undefined, vms: readonly OwnedVm[]) {
  const memory = memoryStore();
  const { fleet, found } = fixedFleet(vms);
  const warnings: string[] = [];
  const announced: string[] = [];
  const client = url
    ? createJiraClient({ baseUrl: url, credentials: async () => credentials, sleep: async () => {} })
    : undefined;
  const all: RunDeps = {
    settings: {
      project: "dev-vm",
      region: "us-east-1",
      bootMinutes: 20,
      stopNotices: "exceptional",
      defaultTimezone: "US/Eastern",
      ...(url ? { jira: jiraConfig } : {}),
    },
    ...(client ? { jira: client } : {}),
    store: memory.store,
    fleet,
    now: () => NOW,
    report: {
      announced: ({ kind }, { id }, outcome) => announced.push(`${id} ${kind} ${outcome}`),
      ticketGone: (_, ticket) => warnings.push(`${ticket} gone`),
      transitionMissing: (ticket) => warnings.push(`${ticket} without transition`),
    },
  };
  return { ...memory, found, warnings, announced, all };
}
