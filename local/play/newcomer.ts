import type { Config } from "../../core/config/config";
import type { JiraConfig } from "../../core/config/sections/jira";
import { slug } from "../../core/vm/slug";

/** The developer who requests a VM by ticket in the play, and the requested settings. */
export interface Newcomer {
  readonly client: string;
  readonly developer: string;
  readonly instanceType: string;
  readonly ticket: string;
  /** Values of the ticket's fields, by field id. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const HOURS = { autoStart: "08:00", autoStop: "18:00", timezone: "US/Eastern" };
/** Ticket fields that are optional for users but required here, because the played days depend on them. */
const ASKED = ["instanceType", "os", "autoStart", "autoStop", "timezone"] as const;
const NAMES = ["sam-okafor", "ines-moreau", "kai-tanaka", "play-newcomer"];

/**
 * A developer who has no VM yet, at the first client that has room.
 * @throws Error when no client has room, or when the config does not map the fields that the ticket needs
 */
export function inventNewcomer(config: Config, jira: JiraConfig): Newcomer {
  const unmapped = ASKED.filter((name) => jira.fields[name] === undefined);
  if (unmapped.length > 0)
    throw new Error(`The play's ticket needs these in jira.fields: ${unmapped.join(", ")}`);
  const client = config.clients.find(({ developers }) => developers.length < config.policy.maxVmsPerClient);
  if (!client) throw new Error("The play needs a client with room for one more VM (policy.maxVmsPerClient)");
  const taken = new Set(
    config.clients.flatMap(({ developers }) => developers.map((vm) => slug(vm.developer))),
  );
  const developer = NAMES.find((name) => !taken.has(name)) ?? `newcomer-${taken.size}`;
  const instanceType = config.policy.instanceTypes[0] ?? config.defaults.instanceType;
  const values: Record<string, unknown> = {
    client: { value: client.name, id: "10100" },
    developer,
    instanceType: { value: instanceType, id: "10200" },
    os: { value: "RHEL 9", id: "10300" },
    ...HOURS,
  };
  const fields = Object.entries(jira.fields).flatMap(([name, id]) =>
    name in values ? [[id, values[name]]] : [],
  );
  return {
    client: client.name,
    developer,
    instanceType,
    ticket: `${jira.projects[0]}-9001`,
    fields: { summary: `VM for ${developer}`, ...Object.fromEntries(fields) },
  };
}
