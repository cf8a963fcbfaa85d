import { dueAnnouncement } from "../../../functions/vm-events/due";
import { NOW, vm } from "./fakes";

const early = new Date(NOW.getTime() - 20 * 60_000 - 1000);
const inTime = new Date(NOW.getTime() - 20 * 60_000);
const due = (...args: Parameters<typeof vm>) => dueAnnouncement(vm(...args), NOW, 20);

describe("what is to be told of a VM", () => {
  it.each<[string, Parameters<typeof vm>, string | undefined]>([
    ["ready", [{ DevVmState: "ready" }], "ready"],
    ["ready and stopped since", [{ DevVmState: "ready" }, { state: "stopped" }], "ready"],
    ["ready and gone since", [{ DevVmState: "ready" }, { state: "terminated" }], undefined],
    ["failed", [{ DevVmState: "failed: no home" }], "failed"],
    ["failed and going", [{ DevVmState: "failed: no home" }, { state: "shutting-down" }], undefined],
    ["launching in time", [{ DevVmState: "launching" }, { launchTime: inTime }], undefined],
    ["launching for too long", [{ DevVmState: "launching" }, { launchTime: early }], "never-ready"],
    ["silent for too long", [{}, { launchTime: early }], "never-ready"],
    [
      "launching, but stopped",
      [{ DevVmState: "launching" }, { launchTime: early, state: "stopped" }],
      undefined,
    ],
    ["in a state of somebody's own", [{ DevVmState: "odd" }, { launchTime: early }], undefined],
  ])("that is %s", (_what, args, kind) => {
    expect(due(...args)?.kind).toBe(kind);
  });

  it("is told once in the life of an instance when it is ready", () => {
    const again = { launchTime: new Date("2026-03-03T08:00:00Z") };
    expect(due({ DevVmState: "ready" }, again)?.marker).toBe(due({ DevVmState: "ready" })?.marker);
    expect(due({ DevVmState: "ready" }, { instanceId: "i-0b2" })?.marker).not.toBe(
      due({ DevVmState: "ready" })?.marker,
    );
  });

  it("is told once per start when it has failed, whatever reasons the VM goes on to name", () => {
    const failed = { DevVmState: "failed: no home" };
    const markers = [
      due(failed)?.marker,
      due(failed, { launchTime: new Date("2026-03-03T08:00:00Z") })?.marker,
      due(failed, { instanceId: "i-0b2" })?.marker,
    ];
    expect(new Set(markers).size).toBe(3);
    expect(due({ DevVmState: "failed: no disk" })?.marker).toBe(markers[0]);
  });

  it("has a marker that fits into Jira's property keys", () => {
    const long = due({ DevVmState: `failed: ${"x".repeat(248)}` }, { instanceId: "i-0123456789abcdef0" });
    expect(long?.marker).toMatch(/^[\w-]{1,100}$/);
  });
});
