import { awsError, vm } from "./fixtures";
import { runOnce } from "./run-once";

describe("a problem in a VM's tags", () => {
  const PROBLEM = /^tag ScheduleProblem=KeepUntil "tonight" is not an instant \(.+\) a$/;

  it("is reported once and written to a tag of the VM", async () => {
    const first = await runOnce([vm("a", "running", { KeepUntil: "tonight" })]);
    expect(first.calls).toEqual([expect.stringMatching(PROBLEM)]);
    expect(first.logged).toContain("A VM has invalid tags");
    expect(first.metrics).toMatchObject({ BadTags: 1 });
    const written = first.calls[0]?.replace(/^tag ScheduleProblem=/, "").replace(/ a$/, "") ?? "";
    const second = await runOnce([vm("a", "running", { KeepUntil: "tonight", ScheduleProblem: written })]);
    expect(second.calls).toEqual([]);
    expect(second.logged).toEqual(["Run finished"]);
    expect(second.metrics).toMatchObject({ BadTags: 1 });
  });

  it("is removed from the VM when it is fixed", async () => {
    expect((await runOnce([vm("a", "running", { ScheduleProblem: "old" })])).calls).toEqual([
      "untag ScheduleProblem=old a",
    ]);
  });

  it("does not fail the run when its tag cannot be written", async () => {
    const { metrics } = await runOnce([vm("a", "running", { Timezone: "Mars", AutoStop: "09:00" })], () =>
      awsError("UnauthorizedOperation", 403),
    );
    expect(metrics).toMatchObject({ BadTags: 1, SkippedBadSchedule: 1, Completed: 1 });
  });
});

describe("an expired override", () => {
  it.each([
    ["KeepUntil", "stopped"],
    ["PausedUntil", "stopped"],
    ["PausedUntil", "running"],
  ])("%s of a %s VM is reported and removed", async (key, state) => {
    const { calls, logged } = await runOnce([vm("a", state, { [key]: "2026-03-01T10:00:00Z" })]);
    expect(calls).toEqual([`untag ${key}=2026-03-01T10:00:00Z a`]);
    expect(logged).toContain("An override has ended");
  });
});
