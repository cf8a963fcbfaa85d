import { defaultEndpoints } from "../network/endpoint-services";
import type { NetworkConfig } from "../network/model";
import { parsePorts } from "../network/ports";
import { fallbackTypesFor } from "../vm/instance-types";
import { type OsName, parseOs } from "../vm/os";
import type { VmSpec } from "../vm-spec/vm-spec";
import { minutesOf } from "./duration";
import type { ClientConfig, Config, Defaults, StateConfig } from "./model";
import { namedSchedules, ownSchedule, scheduleRules } from "./resolve-schedules";
import type { ConfigInput } from "./schema";

type ClientInput = ConfigInput["clients"][number];
type DeveloperInput = ClientInput["developers"][number];

/** The config that a checked file means: every entry with its defaults, every text in one spelling. */
export function resolve(input: ConfigInput): Config {
  const { scheduler, network, databases, jira, state, cell, ...same } = input;
  const defaults: Defaults = { ...input.defaults, os: osName(input.defaults.os) };
  return {
    ...same,
    ...(cell === undefined ? {} : { cell }),
    defaults,
    schedules: namedSchedules(input.schedules),
    scheduler: scheduleRules(scheduler),
    network: networkConfig(network),
    databases,
    ...(jira ? { jira: { ...jira, baseUrl: new URL(jira.baseUrl).origin } } : {}),
    state: stateConfig(state, input.region),
    clients: input.clients.map((client) => clientConfig(client, defaults)),
  };
}

function clientConfig(client: ClientInput, defaults: Defaults): ClientConfig {
  return { ...client, developers: client.developers.map((entry) => vmSpec(client, entry, defaults)) };
}

function vmSpec(client: ClientInput, entry: DeveloperInput, defaults: Defaults): VmSpec {
  const { schedule, timezone } = ownSchedule(entry.schedule ?? defaults.schedule);
  const instanceType = entry.instanceType ?? defaults.instanceType;
  const costCenter = entry.costCenter ?? client.costCenter;
  return {
    client: client.name,
    developer: entry.name,
    instanceType,
    os: entry.os === undefined ? defaults.os : osName(entry.os),
    rootVolumeGb: entry.rootVolumeGb ?? defaults.rootVolumeGb,
    fallbackTypes: fallbackTypesFor(instanceType, entry.fallbackTypes ?? defaults.fallbackTypes),
    hibernate: entry.hibernate ?? defaults.hibernate,
    timezone: timezone ?? entry.timezone ?? defaults.timezone,
    schedule,
    ...(entry.idleStop === undefined ? {} : { idleStopMinutes: minutesOf(entry.idleStop) }),
    ...(entry.jira === undefined ? {} : { jira: entry.jira }),
    ...(costCenter === undefined ? {} : { costCenter }),
  };
}

function networkConfig({ endpoints, egress, ...same }: ConfigInput["network"]): NetworkConfig {
  return {
    ...same,
    endpoints: endpoints ?? defaultEndpoints(same.nat),
    egress: egress.map(({ port, ports, cidr, description }) => ({
      ports: checked(parsePorts(ports ?? String(port)), "ports"),
      cidr,
      description,
    })),
  };
}

function stateConfig({ backend, bucket, region }: ConfigInput["state"], home: string): StateConfig {
  return backend === "s3" && bucket !== undefined
    ? { backend: "s3", bucket, region: region ?? home }
    : { backend: "local" };
}

function osName(text: string): OsName {
  return checked(parseOs(text), "operating system");
}

/** What the rules have made sure of, for the compiler. */
function checked<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`A config was resolved before it was checked: ${what}`);
  return value;
}
