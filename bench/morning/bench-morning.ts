import { MAX_STARTS } from "../../functions/start-stop/decide";
import { count, table } from "../table";
import { atMost, type BenchResult, type Target } from "../target";
import { measureMemory } from "./measure-memory";
import { type Change, simulateChange } from "./simulate-change";

const VMS = 10_000;
const LEAD = 30;
const MINUTE = 60_000;
/** EC2's refill of the bucket of starts, per second. */
const STARTS_PER_SECOND = 2;
const TICK_MINUTES = 5;
/** MiB. */
const PEAK = 256;
/** Heap limit in MiB of the process that must stay below `PEAK`. */
const HEAP = 192;
const WARM_RUNS = 3;

/** A morning and an evening of a fleet that changes in one minute, against a modelled EC2, and its memory. */
export async function benchMorning(): Promise<BenchResult> {
  const morning = await simulateChange({ vms: VMS, to: "running" });
  const staggered = await simulateChange({ vms: VMS, to: "running", startLeadMinutes: LEAD });
  const evening = await simulateChange({ vms: VMS, to: "stopped" });
  const memory = await measureMemory({ vms: VMS, runs: WARM_RUNS, heapMb: HEAP });
  const unlimited = await measureMemory({ vms: VMS, runs: WARM_RUNS });
  const changes = table([
    [
      `${count(VMS)} VMs, modelled EC2`,
      "half by",
      "all by",
      "runs",
      "longest run",
      "requests",
      "throttled",
      "put off",
    ],
    row("start at 08:00", morning),
    row(`start at 08:00, startLead ${LEAD}m`, staggered),
    row("stop at 18:00", evening),
  ]);
  const memories = table([
    [`the shipped zip, ${count(VMS)} VMs, ${WARM_RUNS} runs`, "peak of its process"],
    [`heap limited to ${HEAP} MiB`, mebibytes(memory.peakMb)],
    ["heap not limited", mebibytes(unlimited.peakMb)],
  ]);
  return {
    text: `${changes}\n\n${memories}`,
    targets: [
      ...mornings(morning, staggered),
      atMost(`peak memory, heap limited to ${HEAP} MiB`, PEAK, memory.peakMb, mebibytes),
    ],
  };
}

/**
 * EC2 accepts two starts per second in the long run, so no scheduler is much faster; staggering begins before the hour.
 */
function mornings(morning: Change, staggered: Change): Target[] {
  const minutes = VMS / Math.min(STARTS_PER_SECOND * 60, MAX_STARTS / TICK_MINUTES);
  const late = ({ done, due }: Change) => (done - due) / MINUTE;
  const show = (value: number) => `${value.toFixed(0)} minutes`;
  return [
    atMost("all are up after", minutes, late(morning), show),
    // The first of the early runs is before any VM's own lead.
    atMost(`all are up after, startLead ${LEAD}m`, minutes - LEAD + TICK_MINUTES, late(staggered), show),
    atMost("starts put off for throttling", 0, morning.putOff + staggered.putOff, count),
  ];
}

function row(what: string, change: Change): string[] {
  const { due, half, done, runs, longestRun, calls, throttled, putOff } = change;
  const requests = Object.entries(calls).map(([operation, made]) => `${operation} ${count(made)}`);
  return [
    what,
    clock(due, half),
    clock(due, done),
    count(runs),
    `${count(longestRun)} s`,
    requests.join(", "),
    count(throttled),
    count(putOff),
  ];
}

/** `09:20 (+80 min)` */
function clock(due: number, at: number): string {
  const minutes = (at - due) / MINUTE;
  return `${new Date(at).toISOString().slice(11, 16)} (${minutes < 0 ? "" : "+"}${minutes.toFixed(0)} min)`;
}

function mebibytes(value: number): string {
  return `${value.toFixed(0)} MiB`;
}
