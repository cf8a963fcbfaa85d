import { SCHEDULE_RULES } from "../../../core/config/defaults";
import type { VmView } from "../../../core/schedule/model";
import type { StartStopSettings } from "../../../core/settings";
import type { Fleet } from "../../../functions/start-stop/ec2";

export const SETTINGS: StartStopSettings = {
  project: "dev-vm",
  defaultTimezone: "UTC",
  rules: SCHEDULE_RULES,
};

/** Monday, in hours. */
export const NOW = new Date("2026-03-02T10:00:00Z");

const HOURS = { AutoStart: "08:00", AutoStop: "18:00", ScheduleDays: "mon-fri" };
const AFTER_HOURS = { AutoStart: "20:00", AutoStop: "22:00" };

/** Launched last Friday: not by anybody who wants it now. */
export const vm = (id: string, state: string, tags: Record<string, string> = {}): VmView => ({
  id,
  state,
  launchTime: new Date("2026-02-27T08:00:05Z"),
  tags,
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

/** A fleet that keeps every request; `refuse` says which ones EC2 refuses, and why. */
export function fakeFleet(
  vms: readonly VmView[],
  refuse: (ids: readonly string[]) => Error | undefined = () => undefined,
) {
  const calls: { readonly action: string; readonly ids: readonly string[] }[] = [];
  const order = (action: string) => async (of: readonly string[]) => {
    calls.push({ action, ids: of });
    const error = refuse(of);
    if (error) throw error;
  };
  const fleet: Fleet = { list: async () => [...vms], start: order("start"), stop: order("stop") };
  return { fleet, calls };
}
