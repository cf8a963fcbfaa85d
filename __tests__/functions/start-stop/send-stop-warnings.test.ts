import { awsError, ids, type Request, vm } from "./fixtures";
import { runOnce } from "./run-once";

const ENDING = { AutoStart: "08:00", AutoStop: "10:10" };
const WARNED = "2026-03-02T10:10:00.000Z period-ended";
const ending = (id: string, tags: Record<string, string> = {}) => vm(id, "running", { ...ENDING, ...tags });

describe("a stop that is near", () => {
  it("is announced on the VM in the VM's time zone, and recorded in a tag", async () => {
    const { calls, metrics } = await runOnce([ending("a", { Timezone: "UTC" })]);
    expect(calls).toEqual(["warn 10:10 UTC a", `tag WarnedFor=${WARNED} a`]);
    expect(metrics).toMatchObject({ Warned: 1, Failed: 0 });
  });

  it("is announced once", async () => {
    expect((await runOnce([ending("a", { WarnedFor: WARNED })])).calls).toEqual([]);
  });

  it("takes two requests for fifty VMs", async () => {
    expect((await runOnce(ids(50).map((id) => ending(id)))).calls).toEqual([
      "warn 10:10 UTC 50",
      `tag WarnedFor=${WARNED} 50`,
    ]);
  });

  it("is recorded also for a VM that cannot be reached, so that the ticket gets a comment", async () => {
    const refuse = ({ action, ids: of }: Request) =>
      action.startsWith("warn") && of.includes("b") ? awsError("InvalidInstanceId", 400) : undefined;
    const { calls, metrics } = await runOnce([ending("a"), ending("b")], refuse);
    expect(calls.at(-1)).toBe(`tag WarnedFor=${WARNED} a,b`);
    expect(metrics).toMatchObject({ Warned: 1, WarningsFailed: 1, Failed: 0 });
  });

  it("never delays another stop, even if the warning fails", async () => {
    const over = vm("b", "running", { AutoStart: "08:00", AutoStop: "09:00" });
    const refuse = ({ action }: Request) =>
      action === "stop" ? undefined : awsError("AccessDeniedException", 400);
    const { calls, metrics } = await runOnce([ending("a"), over], refuse);
    expect(calls[0]).toBe("stop b");
    expect(metrics).toMatchObject({ Stopped: 1, Failed: 0, Completed: 1 });
  });

  it("is not announced after a user has postponed it", async () => {
    expect((await runOnce([ending("a", { KeepUntil: "2026-03-02T12:00:00Z" })])).calls).toEqual([]);
  });
});
