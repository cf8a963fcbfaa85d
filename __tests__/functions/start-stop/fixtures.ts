import type { Vm } from "../../../functions/shared/ec2/vm";
import type { StartStopSettings } from "../../../functions/start-stop/contract";
import type { Fleet } from "../../../functions/start-stop/fleet";
import type { Messenger } from "../../../functions/start-stop/messenger";

export const SETTINGS: StartStopSettings = {
  project: "dev-vm",
  defaultTimezone: "UTC",
  rules: { offHoursMaxMinutes: 240, keepMaxMinutes: 10_080, warnBeforeMinutes: 15, startLeadMinutes: 0 },
  instanceTypes: ["t3.large", "t3.xlarge", "m5.xlarge"],
};

/** Monday, within working hours. */
export const NOW = new Date("2026-03-02T10:00:00Z");

const HOURS = { AutoStart: "08:00", AutoStop: "18:00", ScheduleDays: "mon-fri" };
const AFTER_HOURS = { AutoStart: "20:00", AutoStop: "22:00" };

/** Launched last Friday: not by a user who needs it now. */
export const vm = (id: string, state: string, tags: Record<string, string> = {}): Vm => ({
  id,
  state,
  launchTime: new Date("2026-02-27T08:00:05Z"),
  tags,
  instanceType: "t3.xlarge",
  hibernates: false,
});

/** Stopped, and due to be started. */
export const late = (id: string, tags: Record<string, string> = {}) =>
  vm(id, "stopped", { ...HOURS, ...tags });
/** Running, and due to be stopped. */
export const over = (id: string, tags: Record<string, string> = {}) =>
  vm(id, "running", { ...AFTER_HOURS, ...tags });

export const ids = (count: number, prefix = "i") =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

/** An error as the SDK throws it. */
export const awsError = (name: string, httpStatusCode?: number): Error =>
  Object.assign(new Error(`${name} happened`), { name, $metadata: httpStatusCode ? { httpStatusCode } : {} });

export interface Request {
  /** `start`, `stop`, `hibernate`, `type m5.xlarge`, `tag Key=value`, `untag Key=value`, `warn 18:00 UTC`. */
  readonly action: string;
  readonly ids: readonly string[];
  /** Types that the VMs have by now. */
  readonly types: readonly string[];
}

/** A fleet that keeps every request; `refuse` says which ones AWS refuses, and why. */
export function fakeFleet(
  vms: readonly Vm[],
  refuse: (request: Request) => Error | undefined = () => undefined,
) {
  const calls: Request[] = [];
  const types = new Map(vms.map(({ id, instanceType }) => [id, instanceType]));
  const ask = async (action: string, of: readonly string[]) => {
    const request = { action, ids: of, types: of.map((id) => types.get(id) ?? "") };
    calls.push(request);
    const error = refuse(request);
    if (error) throw error;
  };
  const fleet: Fleet = {
    list: async () => [...vms],
    start: (of) => ask("start", of),
    stop: (of) => ask("stop", of),
    hibernate: (of) => ask("hibernate", of),
    changeType: async (id, type) => {
      await ask(`type ${type}`, [id]);
      types.set(id, type);
    },
    tag: (of, key, value) => ask(`tag ${key}=${value}`, of),
    untag: (of, key, value) => ask(`untag ${key}=${value}`, of),
  };
  const messenger: Messenger = { warn: (of, stopsAt) => ask(`warn ${stopsAt}`, of) };
  return { fleet, messenger, calls };
}

/** Requests as one line each: `start a,b`, or `start 50` where there are many. */
export const lines = (calls: readonly Request[]) =>
  calls.map(({ action, ids: of }) => `${action} ${of.length > 3 ? of.length : of.join()}`);
