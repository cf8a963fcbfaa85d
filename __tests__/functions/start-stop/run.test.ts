import { SchedulesUnreadableError, StartStopError } from "../../../functions/start-stop/errors";
import { createReporter } from "../../../functions/start-stop/report";
import { run } from "../../../functions/start-stop/run";
import { awsError, fakeFleet, ids, late, lines, NOW, over, type Request, SETTINGS, vm } from "./fixtures";
import { runOnce } from "./run-once";

function setUp(...of: Parameters<typeof fakeFleet>) {
  const { fleet, messenger, calls } = fakeFleet(...of);
  const logged: string[] = [];
  const metrics: Record<string, number> = {};
  const line =
    (level: string) =>
    (message: unknown, ...[details]: unknown[]) => {
      logged.push(
        `${level} ${message} ${(details as { instanceId?: string } | undefined)?.instanceId ?? ""}`.trim(),
      );
    };
  const report = createReporter(
    { info: line("info"), warn: line("warn"), error: line("error") },
    { count: (name, amount = 1) => (metrics[name] = (metrics[name] ?? 0) + amount) },
  );
  const readSchedules = async () => ({ named: {}, problems: [] as string[] });
  const deps = {
    settings: SETTINGS,
    fleet,
    messenger,
    readSchedules,
    report,
    now: NOW,
    isTimeLeft: () => true,
  };
  return { deps, calls, logged, metrics };
}

test("a fleet is started and stopped, and each outcome is counted", async () => {
  const vms = [
    ...ids(60, "a").map((id) => late(id)),
    over("b"),
    late("c", { AutoSchedule: "off" }),
    vm("d", "running"),
  ];
  const { deps, calls, logged, metrics } = setUp(vms);
  const result = await run(deps);
  expect(result).toEqual({
    started: 60,
    stopped: 1,
    hibernated: 0,
    failed: 0,
    skipped: { "opted-out": 1, "no-opinion": 1 },
  });
  expect(calls.map(({ action, ids: of }) => [action, of.length])).toEqual(
    expect.arrayContaining([
      ["start", 50],
      ["start", 10],
      ["stop", 1],
    ]),
  );
  expect(calls).toHaveLength(3);
  expect(metrics).toEqual({
    Started: 60,
    Stopped: 1,
    Hibernated: 0,
    Failed: 0,
    Completed: 1,
    BadTags: 0,
    SkippedOptedOut: 1,
    SkippedNoOpinion: 1,
    VmsRunning: 2,
    VmsStopped: 61,
    // Five minutes of each VM that did not run.
    HoursSaved: expect.closeTo((61 * 5) / 60, 5),
  });
  expect(logged.filter((line) => line.startsWith("info Started"))).toHaveLength(60);
});

test("a fleet with nothing to start or stop gets no order and no log line for each VM", async () => {
  const { deps, calls, logged } = setUp(ids(20).map((id) => vm(id, "running")));
  expect(await run(deps)).toEqual({
    started: 0,
    stopped: 0,
    hibernated: 0,
    failed: 0,
    skipped: { "no-opinion": 20 },
  });
  expect(calls).toEqual([]);
  expect(logged).toEqual(["info Run finished"]);
});

test("everything is attempted before the run fails, and the error says how many VMs failed", async () => {
  const refuse = ({ ids: of }: Request) =>
    of.includes("a-1") ? awsError("InsufficientInstanceCapacity", 500) : undefined;
  const { deps, calls, logged, metrics } = setUp([late("a-0"), late("a-1"), over("b")], refuse);
  const error = await run(deps).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(StartStopError);
  expect(error.message).toBe("1 of 3 VMs could not be started or stopped: InsufficientInstanceCapacity");
  expect(error.result).toEqual({ started: 1, stopped: 1, hibernated: 0, failed: 1, skipped: {} });
  expect(calls).toHaveLength(4);
  expect(metrics).toMatchObject({ Started: 1, Stopped: 1, Failed: 1, FailedCapacity: 1 });
  expect(logged).toContain("error Could not start a-1");
});

test("a VM that is deferred to the next run is not a failure", async () => {
  const { deps, metrics } = setUp([late("a")], () => awsError("RequestLimitExceeded", 503));
  expect(await run(deps)).toEqual({
    started: 0,
    stopped: 0,
    hibernated: 0,
    failed: 0,
    skipped: { deferred: 1 },
  });
  expect(metrics).toMatchObject({ SkippedDeferred: 1 });
});

test("if the named schedules cannot be read, the other VMs are started and stopped, and then the run fails", async () => {
  const { deps, calls } = setUp([late("a"), vm("b", "stopped", { Schedule: "office" })]);
  const readSchedules = () => Promise.reject(new SchedulesUnreadableError("no answer"));
  await expect(run({ ...deps, readSchedules })).rejects.toThrow(SchedulesUnreadableError);
  expect(lines(calls)).toEqual(["start a"]);
});

test("a parameter that is not a valid schedule is reported and delays no VM", async () => {
  const { deps, logged } = setUp([late("a")]);
  const readSchedules = async () => ({
    named: {},
    problems: ["The parameter /dev-vm/schedules/x is not a valid schedule"],
  });
  expect(await run({ ...deps, readSchedules })).toMatchObject({ started: 1 });
  expect(logged).toContain("error The parameter /dev-vm/schedules/x is not a valid schedule");
});

test("a fleet that cannot be listed fails the run", async () => {
  const { deps } = setUp([]);
  const fleet = { ...deps.fleet, list: () => Promise.reject(awsError("UnauthorizedOperation", 403)) };
  await expect(run({ ...deps, fleet })).rejects.toThrow("UnauthorizedOperation");
});

test("of more than 600 starts, those that have waited longest go first, and the others are deferred without failure", async () => {
  const early = ids(10, "early").map((id) => vm(id, "stopped", { AutoStart: "07:00", AutoStop: "18:00" }));
  const late = ids(600, "late").map((id) => vm(id, "stopped", { AutoStart: "08:00", AutoStop: "18:00" }));
  const { calls, metrics } = await runOnce([...late, ...early]);
  expect(calls).toHaveLength(12);
  expect(metrics).toMatchObject({ Started: 600, SkippedDeferred: 10, Failed: 0 });
});
