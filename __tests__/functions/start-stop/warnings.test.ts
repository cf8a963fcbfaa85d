import { createReporter } from "../../../functions/start-stop/report";
import { run } from "../../../functions/start-stop/run";
import { awsError, fakeFleet, ids, lines, NOW, type Request, SETTINGS, vm } from "./fixtures";

const ENDING = { AutoStart: "08:00", AutoStop: "10:10" };
const WARNED = "2026-03-02T10:10:00.000Z period-ended";
const ending = (id: string, tags: Record<string, string> = {}) => vm(id, "running", { ...ENDING, ...tags });

async function tick(...of: Parameters<typeof fakeFleet>) {
  const { fleet, messenger, calls } = fakeFleet(...of);
  const metrics: Record<string, number> = {};
  const logged: string[] = [];
  const line = (message: unknown, ..._details: unknown[]) => void logged.push(String(message));
  await run({
    settings: SETTINGS,
    fleet,
    messenger,
    readSchedules: async () => ({ named: {}, problems: [] }),
    report: createReporter(
      { info: line, warn: line, error: line },
      { count: (name, amount = 1) => (metrics[name] = (metrics[name] ?? 0) + amount) },
    ),
    now: NOW,
    isTimeLeft: () => true,
  });
  return { calls: lines(calls), metrics, logged };
}

describe("a stop ahead", () => {
  it("is told on the VM, in its people's time, and remembered", async () => {
    const { calls, metrics } = await tick([ending("a", { Timezone: "UTC" })]);
    expect(calls).toEqual(["warn 10:10 UTC a", `tag WarnedFor=${WARNED} a`]);
    expect(metrics).toMatchObject({ Warned: 1, Failed: 0 });
  });

  it("is told once", async () => {
    expect((await tick([ending("a", { WarnedFor: WARNED })])).calls).toEqual([]);
  });

  it("takes two requests for fifty VMs", async () => {
    expect((await tick(ids(50).map((id) => ending(id)))).calls).toEqual([
      "warn 10:10 UTC 50",
      `tag WarnedFor=${WARNED} 50`,
    ]);
  });

  it("is remembered, so that the ticket is told, also where nobody on the VM can be reached", async () => {
    const refuse = ({ action, ids: of }: Request) =>
      action.startsWith("warn") && of.includes("b") ? awsError("InvalidInstanceId", 400) : undefined;
    const { calls, metrics } = await tick([ending("a"), ending("b")], refuse);
    expect(calls.at(-1)).toBe(`tag WarnedFor=${WARNED} a,b`);
    expect(metrics).toMatchObject({ Warned: 1, WarningsFailed: 1, Failed: 0 });
  });

  it("never holds up a stop, whatever fails of it", async () => {
    const over = vm("b", "running", { AutoStart: "08:00", AutoStop: "09:00" });
    const refuse = ({ action }: Request) =>
      action === "stop" ? undefined : awsError("AccessDeniedException", 400);
    const { calls, metrics } = await tick([ending("a"), over], refuse);
    expect(calls[0]).toBe("stop b");
    expect(metrics).toMatchObject({ Stopped: 1, Failed: 0, Completed: 1 });
  });

  it("that somebody put off is none", async () => {
    expect((await tick([ending("a", { KeepUntil: "2026-03-02T12:00:00Z" })])).calls).toEqual([]);
  });
});

describe("what is wrong with a VM's tags", () => {
  const PROBLEM = /^tag ScheduleProblem=KeepUntil "tonight" is not an instant \(.+\) a$/;

  it("is told once: the VM carries it", async () => {
    const first = await tick([vm("a", "running", { KeepUntil: "tonight" })]);
    expect(first.calls).toEqual([expect.stringMatching(PROBLEM)]);
    expect(first.logged).toContain("A VM's tags need mending");
    expect(first.metrics).toMatchObject({ BadTags: 1 });
    const carried = first.calls[0]?.replace(/^tag ScheduleProblem=/, "").replace(/ a$/, "") ?? "";
    const second = await tick([vm("a", "running", { KeepUntil: "tonight", ScheduleProblem: carried })]);
    expect(second.calls).toEqual([]);
    expect(second.logged).toEqual(["Run finished"]);
    expect(second.metrics).toMatchObject({ BadTags: 1 });
  });

  it("is taken away when it is mended", async () => {
    expect((await tick([vm("a", "running", { ScheduleProblem: "old" })])).calls).toEqual([
      "untag ScheduleProblem=old a",
    ]);
  });

  it("fails no run when it cannot be written", async () => {
    const { metrics } = await tick([vm("a", "running", { Timezone: "Mars", AutoStop: "09:00" })], () =>
      awsError("UnauthorizedOperation", 403),
    );
    expect(metrics).toMatchObject({ BadTags: 1, SkippedBadSchedule: 1, Completed: 1 });
  });
});

describe("an override that is over", () => {
  it.each([
    ["KeepUntil", "stopped"],
    ["PausedUntil", "stopped"],
    ["PausedUntil", "running"],
  ])("%s of a %s VM is told and taken away", async (key, state) => {
    const { calls, logged } = await tick([vm("a", state, { [key]: "2026-03-01T10:00:00Z" })]);
    expect(calls).toEqual([`untag ${key}=2026-03-01T10:00:00Z a`]);
    expect(logged).toContain("An override has ended");
  });
});

describe("the type of a stopped VM", () => {
  const stopped = (tags: Record<string, string>) =>
    vm("a", "stopped", { InstanceType: "m5.xlarge", ...tags });

  it("becomes what its tag says, whether it is to be started or not", async () => {
    expect((await tick([stopped({})])).calls).toEqual(["type m5.xlarge a"]);
  });

  it.each([
    ["is off its schedule", { AutoSchedule: "off" }],
    ["is wanted as a type outside the policy", { InstanceType: "p5.48xlarge" }],
    ["is that already", { InstanceType: "t3.xlarge" }],
  ])("stays where it %s", async (_what, tags) => {
    expect((await tick([stopped(tags)])).calls).toEqual([]);
  });
});

test("of more than 600 starts, those that have waited longest go first, and the others are no failure", async () => {
  const early = ids(10, "early").map((id) => vm(id, "stopped", { AutoStart: "07:00", AutoStop: "18:00" }));
  const late = ids(600, "late").map((id) => vm(id, "stopped", { AutoStart: "08:00", AutoStop: "18:00" }));
  const { calls, metrics } = await tick([...late, ...early]);
  expect(calls).toHaveLength(12);
  expect(metrics).toMatchObject({ Started: 600, SkippedDeferred: 10, Failed: 0 });
});
