import { allDue, dueAnnouncement } from "../../../functions/vm-events/decide";
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
    expect(due({ DevVmState: "ready" }, { id: "i-0b2" })?.marker).not.toBe(
      due({ DevVmState: "ready" })?.marker,
    );
  });

  it("is told once per start when it has failed, whatever reasons the VM goes on to name", () => {
    const failed = { DevVmState: "failed: no home" };
    const markers = [
      due(failed)?.marker,
      due(failed, { launchTime: new Date("2026-03-03T08:00:00Z") })?.marker,
      due(failed, { id: "i-0b2" })?.marker,
    ];
    expect(new Set(markers).size).toBe(3);
    expect(due({ DevVmState: "failed: no disk" })?.marker).toBe(markers[0]);
  });

  it("has a marker that fits into Jira's property keys", () => {
    const long = due({ DevVmState: `failed: ${"x".repeat(248)}` }, { id: "i-0123456789abcdef0" });
    expect(long?.marker).toMatch(/^[\w-]{1,100}$/);
  });
});

describe("a stop that people on the VM were warned of", () => {
  const settings = (stopNotices: "never" | "exceptional" | "always") => ({ bootMinutes: 20, stopNotices });
  const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString();
  const told = (
    notices: "never" | "exceptional" | "always",
    WarnedFor: string,
    more: Parameters<typeof vm>[1] = {},
  ) => allDue(vm({ DevVmState: "odd", WarnedFor }, more), NOW, settings(notices)).map(({ kind }) => kind);

  it.each<[string, "never" | "exceptional" | "always", string, boolean]>([
    ["outside its hours", "exceptional", `${at(15)} off-hours-limit`, true],
    ["at the end of a wish", "exceptional", `${at(15)} keep-until-expired`, true],
    ["at the end of its hours", "exceptional", `${at(15)} period-ended`, false],
    ["at the end of its hours, where that is wanted", "always", `${at(15)} period-ended`, true],
    ["outside its hours, where nothing is wanted", "never", `${at(15)} off-hours-limit`, false],
    ["in the past", "always", `${at(-1)} off-hours-limit`, false],
    ["at no known time", "always", "soon off-hours-limit", false],
  ])("%s", (_what, notices, tag, isTold) => {
    expect(told(notices, tag)).toEqual(isTold ? ["stop-warning"] : []);
  });

  it("is not told of a VM that has stopped since", () => {
    expect(told("always", `${at(15)} off-hours-limit`, { state: "stopped" })).toEqual([]);
  });

  it("is told beside other news, once for each stop", () => {
    const due = allDue(
      vm({ DevVmState: "ready", WarnedFor: `${at(15)} off-hours-limit` }),
      NOW,
      settings("always"),
    );
    expect(due.map(({ marker }) => marker)).toEqual([
      expect.stringMatching(/^ready-/),
      expect.stringMatching(/^stop-warning-.*-\d+$/),
    ]);
  });
});
