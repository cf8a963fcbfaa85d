import { type OsName, parseOs } from "../os";
import type { Period } from "../schedule/model";
import { BUILT_IN_SCHEDULES } from "./defaults";
import { parseDuration } from "./duration";
import type { ClientConfig, Config, Defaults, StateConfig, VmSpec } from "./model";
import type { ConfigInput, PeriodInput } from "./schema";

type ClientInput = ConfigInput["clients"][number];
type DeveloperInput = ClientInput["developers"][number];

/** The config that a checked file means: every entry with its defaults, every text in one spelling. */
export function resolve(input: ConfigInput): Config {
  const { scheduler, databases, jira, state, cell, ...same } = input;
  const defaults: Defaults = { ...input.defaults, os: osName(input.defaults.os) };
  return {
    ...same,
    ...(cell === undefined ? {} : { cell }),
    defaults,
    schedules: { ...BUILT_IN_SCHEDULES, ...input.schedules },
    scheduler: { offHoursMaxMinutes: minutes(scheduler.offHoursMax) },
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
  const { schedule = defaults.schedule } = entry;
  const own = typeof schedule === "string" ? undefined : schedule;
  const costCenter = entry.costCenter ?? client.costCenter;
  return {
    client: client.name,
    developer: entry.name,
    instanceType: entry.instanceType ?? defaults.instanceType,
    os: entry.os === undefined ? defaults.os : osName(entry.os),
    rootVolumeGb: entry.rootVolumeGb ?? defaults.rootVolumeGb,
    timezone: own?.timezone ?? entry.timezone ?? defaults.timezone,
    schedule: typeof schedule === "string" ? { name: schedule } : { period: onlyPeriod(schedule.periods) },
    ...(entry.jira === undefined ? {} : { jira: entry.jira }),
    ...(costCenter === undefined ? {} : { costCenter }),
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

function minutes(value: number | string): number {
  return checked(parseDuration(value), "length of time");
}

function onlyPeriod(periods: readonly PeriodInput[]): Period {
  return checked(periods[0], "period");
}

/** What the rules have made sure of, for the compiler. */
function checked<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`A config was resolved before it was checked: ${what}`);
  return value;
}
