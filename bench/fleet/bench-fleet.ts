import { count, table } from "../table";
import { atLeast, atMost, type BenchResult } from "../target";
import { type DayFigures, type FleetFigures, type Measured, measureFleet } from "./measure-fleet";

const VMS = 1000;
/** Round trip in seconds: less than an EC2 request takes from a Lambda in its Region. */
const LATENCY = 0.02;
/** Maximum number of VMs in a page, and in a request that changes VMs. */
const PAGE = 1000;
const BATCH = 50;
const TIMES_FASTER = 10;

/** Requests and time to stop and start a fleet of which every VM changes: ours, and a baseline's. */
export async function benchFleet(): Promise<BenchResult> {
  return judgeFleet(await measureFleet({ vms: VMS, latency: LATENCY }));
}

function judgeFleet(figures: FleetFigures): BenchResult {
  const { vms, warn, stop, start, slow } = figures;
  const ratio = (theirs: Measured, ours: Measured) => theirs.seconds / ours.seconds;
  const day = (at: string, { stop, start, baselineStop, baselineStart }: DayFigures) =>
    [
      [`start-stop: stops all${at}`, stop, undefined],
      [`start-stop: starts all${at}`, start, undefined],
      [`baseline: stops all${at}`, baselineStop, ratio(baselineStop, stop)],
      [`baseline: starts all${at}`, baselineStart, ratio(baselineStart, start)],
    ] as const;
  const waiting = `${LATENCY * 1000} ms per request`;
  const rows = [
    ["start-stop: warns the users", warn, undefined] as const,
    ...day("", figures),
    ...day(`, ${waiting}`, slow),
  ];
  return {
    text: table([
      [`${count(vms)} VMs on the emulator`, "runs", "requests", "seconds", "ours is faster"],
      ...rows.map(([what, measured, faster]) => row(what, measured, faster)),
    ]),
    targets: [
      ...[stop, start].flatMap((measured) => requestTargets(vms, measured)),
      atLeast(
        `times faster to stop, at ${waiting}`,
        TIMES_FASTER,
        ratio(slow.baselineStop, slow.stop),
        oneDigit,
      ),
      atLeast(
        `times faster to start, at ${waiting}`,
        TIMES_FASTER,
        ratio(slow.baselineStart, slow.start),
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
