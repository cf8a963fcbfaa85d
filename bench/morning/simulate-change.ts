import { EC2Client } from "@aws-sdk/client-ec2";
import { TAG } from "../../core/vm/tags";
import { FLEET_RETRIES } from "../../functions/shared/ec2/client";
import { MAX_STARTS } from "../../functions/start-stop/decide";
import type { RunResult } from "../../functions/start-stop/result";
import { PROJECT, runScheduler } from "../fleet/scheduler";
import { Ec2Model } from "../modelled/ec2-model";
import type { ModelledVm } from "../modelled/instance-xml";
import { modelledTransport } from "../modelled/transport";
import { VirtualTime } from "../modelled/virtual-time";

const MINUTE = 60_000;
const TICK = 5 * MINUTE;
/** Timeout of the deployed Lambda, and the part of it that is reserved for pending requests. */
const TIMEOUT = 240_000;
const RESERVE = 45_000;
const LIMIT_RUNS = 60;
const HOURS = { [TAG.autoStart]: "08:00", [TAG.autoStop]: "18:00", [TAG.scheduleDays]: "all" };

/** A change of the whole fleet, in modelled time. */
export interface Change {
  /** The instant of the change, in milliseconds since the epoch. */
  readonly due: number;
  /** When half of the VMs had changed, and all; milliseconds since the epoch. */
  readonly half: number;
  readonly done: number;
  readonly runs: number;
  /** Seconds of the longest run. */
  readonly longestRun: number;
  /** Requests by operation, refused ones included. */
  readonly calls: Readonly<Record<string, number>>;
  readonly throttled: number;
  /** How often a VM was left to the next run because EC2 refused its request permanently, or time had run out. */
  readonly putOff: number;
}

export interface ChangeOptions {
  readonly vms: number;
  readonly to: "running" | "stopped";
  readonly startLeadMinutes?: number;
}

/**
 * `start-stop` starts or stops a fleet at the same minute, by its own code and the SDK's, against a modelled EC2. The
 * network and the clock are modelled; every five minutes it runs until all VMs have changed.
 */
export async function simulateChange({
  vms: size,
  to,
  startLeadMinutes = 0,
}: ChangeOptions): Promise<Change> {
  const due = Date.UTC(2026, 2, 3, to === "running" ? 8 : 18);
  const begin = due - startLeadMinutes * MINUTE;
  const time = new VirtualTime(new Date(begin));
  const vms = makeVms(size, to === "running" ? "stopped" : "running", begin - 10 * 60 * MINUTE);
  const model = new Ec2Model({ vms, begin });
  let runs = 0;
  let longestRun = 0;
  let putOff = 0;
  await time.run(async () => {
    const ec2 = modelledClient(model);
    while (vms.some(({ state }) => state !== to)) {
      if (runs >= LIMIT_RUNS) throw new Error(`After ${runs} runs, not all VMs are ${to}`);
      const from = begin + runs * TICK;
      time.passUntil(from);
      const isTimeLeft = () => time.now < from + TIMEOUT - RESERVE;
      const result = await runScheduler(new Date(from), { ec2, rules: { startLeadMinutes }, isTimeLeft });
      putOff += withinAllowance(to, result) - result[to === "running" ? "started" : "stopped"];
      longestRun = Math.max(longestRun, (time.now - from) / 1000);
      runs += 1;
    }
  });
  const changed = vms.map((vm) => (to === "running" ? vm.launchTime : vm.stoppedAt)).sort((a, b) => a - b);
  const at = (share: number) => changed[Math.ceil(size * share) - 1] ?? begin;
  const { calls, throttled } = model;
  return { due, half: at(0.5), done: at(1), runs, longestRun, calls, throttled, putOff };
}

/** VMs that a run tried to change. */
function withinAllowance(to: ChangeOptions["to"], { started, stopped, skipped }: RunResult): number {
  const due = started + stopped + (skipped["deferred"] ?? 0);
  return to === "running" ? Math.min(due, MAX_STARTS) : due;
}

/** Like `start-stop`'s own client, except for the transport. */
function modelledClient(model: Ec2Model): EC2Client {
  return new EC2Client({
    region: "us-east-1",
    ...FLEET_RETRIES,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: modelledTransport(model),
  });
}

/** Launched, and stopped by the schedule, before the measured change. */
export function makeVms(size: number, state: ModelledVm["state"], changed: number): ModelledVm[] {
  return Array.from({ length: size }, (_, index) => ({
    id: `i-0${index.toString(16).padStart(16, "0")}`,
    state,
    launchTime: changed - 10 * 60 * MINUTE,
    stoppedAt: changed,
    tags: { [TAG.managedBy]: PROJECT, [TAG.developer]: `developer-${index}`, ...HOURS },
  }));
}
