import { SCHEDULE_RULES } from "../core/config/sections/scheduler";
import type { NamedSchedule } from "../core/schedule/model";
import { TAG } from "../core/vm/tags";
import type { Vm } from "../functions/shared/ec2/vm";
import { decideFleet } from "../functions/start-stop/decide";
import { count, table } from "./table";
import { atLeast, type BenchResult } from "./target";

const VMS = 10_000;
const SHARED = 20;
/** The best round counts: other load on the machine can only slow it down. */
const ROUNDS = 3;
/** Decisions per second on one core, if many VMs share few schedules. */
const WANTED = 200_000;
const BEGIN = Date.UTC(2026, 2, 27, 5);
const HALF_HOUR = 30 * 60_000;
const ZONES = ["Europe/Berlin", "US/Eastern", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo"];

const SETTINGS = {
  project: "dev-vm",
  defaultTimezone: "UTC",
  rules: SCHEDULE_RULES,
  instanceTypes: ["t3.xlarge"],
};

/**
 * Measures how much `start-stop` decides per second on one core, with its own code: `decideFleet`, from tags as EC2 returns
 * them. As in the Lambda, each run begins without the schedules and caches of the last one.
 */
export function benchDecisions(): BenchResult {
  // Runs over a working day, so that starts, stops and quiet hours are all included.
  const shared = measure(sharedFleet(), 24);
  const own = measure(ownFleet(), 4);
  const row = (name: string, { perSecond, orders }: typeof shared) => [
    name,
    count(perSecond),
    `${count((VMS / perSecond) * 1000)} ms`,
    count(orders),
  ];
  return {
    text: table([
      ["", "decisions/s", "all VMs once", "starts and stops planned"],
      row(`${count(VMS)} VMs, ${SHARED} schedules`, shared),
      row(`${count(VMS)} VMs, ${count(VMS)} schedules`, own),
    ]),
    targets: [atLeast(`decisions/s with ${SHARED} schedules`, WANTED, shared.perSecond, count)],
  };
}

function measure(vms: readonly Vm[], ticks: number): { perSecond: number; orders: number } {
  // Warm up: a Lambda's code is compiled after its first runs.
  runTicks(vms, 2);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const begin = process.cpuUsage();
    const orders = runTicks(vms, ticks);
    const { user, system } = process.cpuUsage(begin);
    return { perSecond: (VMS * ticks) / ((user + system) / 1e6), orders };
  });
  return rounds.reduce((best, round) => (round.perSecond > best.perSecond ? round : best));
}

function runTicks(vms: readonly Vm[], ticks: number): number {
  let orders = 0;
  for (let tick = 0; tick < ticks; tick += 1) {
    const now = new Date(BEGIN + tick * HALF_HOUR);
    orders += decideFleet({ vms, named: namedSchedules(), settings: SETTINGS, now }).orders.length;
  }
  return orders;
}

function namedSchedules(): Record<string, NamedSchedule> {
  const schedules = Array.from({ length: SHARED }, (_, index): [string, NamedSchedule] => [
    `schedule-${index}`,
    {
      timezone: zone(index),
      periods: [
        { days: "mon-fri", start: time(6 + (index % 4), 30), stop: time(16 + (index % 4), 0) },
        { days: "sat#L", start: "09:00", stop: "13:00" },
      ],
      skipDates: ["2026-12-24/2027-01-01"],
    },
  ]);
  return Object.fromEntries(schedules);
}

function sharedFleet(): Vm[] {
  return Array.from({ length: VMS }, (_, index) =>
    vm(index, { [TAG.schedule]: `schedule-${index % SHARED}` }),
  );
}

/** No two VMs have the same start and stop. */
function ownFleet(): Vm[] {
  return Array.from({ length: VMS }, (_, index) =>
    vm(index, {
      [TAG.autoStart]: time(5 + Math.floor(index / 3600), Math.floor(index / 60) % 60),
      [TAG.autoStop]: time(16, index % 60),
      [TAG.scheduleDays]: "mon-fri",
      [TAG.timezone]: zone(index),
    }),
  );
}

function vm(index: number, schedule: Readonly<Record<string, string>>): Vm {
  const stopped = {
    stateReasonCode: "Client.UserInitiatedShutdown",
    stateTransitionReason: "User initiated (2026-03-26 18:00:04 GMT)",
  };
  const isRunning = index % 3 === 0;
  return {
    id: `i-${index.toString(16).padStart(17, "0")}`,
    state: isRunning ? "running" : "stopped",
    launchTime: new Date(BEGIN - 24 * 60 * 60_000),
    instanceType: "t3.xlarge",
    hibernates: false,
    tags: { [TAG.managedBy]: "dev-vm", [TAG.developer]: `developer-${index}`, ...schedule },
    ...(isRunning ? {} : stopped),
  };
}

function zone(index: number): string {
  return ZONES[index % ZONES.length] as string;
}

function time(hour: number, minute: number): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
