import { EC2Client } from "@aws-sdk/client-ec2";
import { SSMClient } from "@aws-sdk/client-ssm";
import { type Emulator, startEmulator } from "../../local/aws/api/start-emulator";
import { runBaseline } from "./baseline";
import { expectAll, makeFleet } from "./make-fleet";
import { PROJECT, runScheduler } from "./scheduler";

const LAUNCHED = new Date("2026-03-02T08:00:00Z");
const WARNING = new Date("2026-03-02T17:45:00Z");
const EVENING = new Date("2026-03-02T18:00:00Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TICK = 5 * MINUTE;
/** From the evening to the morning. */
const NIGHT = 14 * 60 * MINUTE;
const OPERATIONS = ["DescribeInstances", "StartInstances", "StopInstances"];

/** Measurements of a change of the whole fleet. */
export interface Measured {
  /** Requests by operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Number of runs, five minutes apart. */
  readonly runs: number;
}

/** A day: everything stops, everything starts. */
export interface DayFigures {
  readonly stop: Measured;
  readonly start: Measured;
  readonly baselineStop: Measured;
  readonly baselineStart: Measured;
}

export interface FleetFigures extends DayFigures {
  readonly vms: number;
  readonly warn: Measured;
  /** The same with network latency for each request. */
  readonly slow: DayFigures;
}

export interface FleetOptions {
  readonly vms: number;
  /** Network latency of a request in `slow`, in seconds. */
  readonly latency: number;
}

/**
 * Stops and starts a fleet of which every VM changes, on the emulator: by `start-stop`, then by the baseline.
 *
 * @throws Error if the fleet did not change as expected: then there is nothing to compare
 */
export async function measureFleet(options: FleetOptions): Promise<FleetFigures> {
  const emulator = await startEmulator();
  const config = {
    endpoint: emulator.url,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const clients = { ec2: new EC2Client(config), ssm: new SSMClient(config) };
  try {
    return await measureDays(emulator, clients, options);
  } finally {
    clients.ec2.destroy();
    clients.ssm.destroy();
    await emulator.stop();
  }
}

async function measureDays(
  emulator: Emulator,
  clients: { readonly ec2: EC2Client; readonly ssm: SSMClient },
  { vms, latency }: FleetOptions,
): Promise<FleetFigures> {
  const { ec2, ssm } = clients;
  const ours = (now: Date) =>
    measure(emulator, now, async () => Boolean((await runScheduler(now, clients)).skipped["deferred"]));
  const baseline = (now: Date) =>
    measure(emulator, now, async () => {
      await runBaseline(ec2, PROJECT, now);
      return false;
    });
  const evening = (day: number) => new Date(EVENING.getTime() + day * DAY);
  const morning = (day: number) => new Date(evening(day).getTime() + NIGHT);
  const all = async (state: "running" | "stopped", take: Promise<Measured>) => {
    const measured = await take;
    await expectAll(ec2, state, vms);
    return measured;
  };

  await emulator.setClock(LAUNCHED);
  await makeFleet(ec2, ssm, vms);
  const warn = await ours(WARNING);
  const days = async (first: number): Promise<DayFigures> => ({
    stop: await all("stopped", ours(evening(first))),
    start: await all("running", ours(morning(first))),
    baselineStop: await all("stopped", baseline(evening(first + 1))),
    baselineStart: await all("running", baseline(morning(first + 1))),
  });
  const fast = await days(0);
  await slowDown(emulator, latency);
  return { vms, warn, ...fast, slow: await days(2) };
}

async function slowDown(emulator: Emulator, delay: number): Promise<void> {
  for (const action of OPERATIONS) await emulator.fault({ service: "ec2", action, delay, times: -1 });
}

/**
 * Runs at that time, and every five minutes as long as VMs are left to the next run.
 *
 * @param look returns whether VMs are left
 */
async function measure(emulator: Emulator, now: Date, look: () => Promise<boolean>): Promise<Measured> {
  const before = await emulator.calls(Number.MAX_SAFE_INTEGER);
  let seconds = 0;
  let runs = 0;
  for (let isLeft = true; isLeft; runs += 1) {
    await emulator.setClock(new Date(now.getTime() + runs * TICK));
    const begin = performance.now();
    isLeft = await look();
    seconds += (performance.now() - begin) / 1000;
  }
  const calls: Record<string, number> = {};
  for (const { action } of (await emulator.calls(before.last)).calls)
    calls[action] = (calls[action] ?? 0) + 1;
  return { calls, seconds, runs };
}
