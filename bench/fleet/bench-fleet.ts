import { count, table } from "../table";
import { atLeast, atMost, type BenchResult } from "../target";
import { type FleetFigures, type Measured, measureFleet } from "./measure-fleet";

const VMS = 1000;
/** Seconds, there and back: less than an EC2 request takes from a Lambda of its Region. */
const LATENCY = 0.02;
/** The most VMs of a page, and of a request that changes some. */
const PAGE = 1000;
const BATCH = 50;
const TIMES_FASTER = 10;

/** Requests and time to stop and start a fleet of which every VM changes: ours, and a baseline's. */
export async function benchFleet(): Promise<BenchResult> {
  return judgeFleet(await measureFleet({ vms: VMS, latency: LATENCY }));
}

function judgeFleet(figures: FleetFigures): BenchResult {
  const { vms, warn, stop, start, baselineStop, baselineStart, slow } = figures;
  const ratio = (theirs: Measured, ours: Measured) => theirs.seconds / ours.seconds;
  const rows = [
    ["start-stop: warns the people", warn, undefined],
    ["start-stop: stops all", stop, undefined],
    ["start-stop: starts all", start, undefined],
    ["baseline: stops all", baselineStop, ratio(baselineStop, stop)],
    ["baseline: starts all", baselineStart, ratio(baselineStart, start)],
    [`start-stop: stops all, ${LATENCY * 1000} ms a request`, slow.stop, undefined],
    [
      `baseline: stops all, ${LATENCY * 1000} ms a request`,
      slow.baselineStop,
      ratio(slow.baselineStop, slow.stop),
    ],
  ] as const;
  return {
    text: table([
      [`${count(vms)} VMs on the emulator`, "runs", "requests", "seconds", "ours is faster"],
      ...rows.map(([what, measured, faster]) => row(what, measured, faster)),
    ]),
    targets: [
      ...[stop, start].flatMap((measured) => requestTargets(vms, measured)),
      atLeast(
        `times faster than the baseline, at ${LATENCY * 1000} ms a request`,
        TIMES_FASTER,
        ratio(slow.baselineStop, slow.stop),
        oneDigit,
      ),
    ],
  };
}

function requestTargets(vms: number, { calls, runs }: Measured) {
  const { DescribeInstances: pages = 0, ...changes } = calls;
  const [operation = "changes"] = Object.keys(changes);
  const sum = Object.values(changes).reduce((total, requests) => total + requests, 0);
  return [
    atMost(`pages of DescribeInstances a run, ${operation}`, Math.ceil(vms / PAGE), pages / runs, count),
    atMost(`requests that change something, ${operation}`, Math.ceil(vms / BATCH), sum, count),
  ];
}

function row(what: string, { calls, seconds, runs }: Measured, faster: number | undefined): string[] {
  const requests = Object.entries(calls)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([operation, made]) => `${operation} ${count(made)}`);
  return [
    what,
    count(runs),
    requests.join(", "),
    oneDigit(seconds),
    faster ? `${oneDigit(faster)} times` : "",
  ];
}

function oneDigit(value: number): string {
  return value.toFixed(1);
}
