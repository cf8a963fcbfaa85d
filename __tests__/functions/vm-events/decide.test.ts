import { decideAnnouncements } from "../../../functions/vm-events/decide";
import { NOW, vm } from "./fakes";

const early = new Date(NOW.getTime() - 20 * 60_000 - 1000);
const inTime = new Date(NOW.getTime() - 20 * 60_000);
const rules = { bootMinutes: 20, stopNotices: "never" } as const;
const announcement = (...args: Parameters<typeof vm>) => decideAnnouncements(vm(...args), NOW, rules)[0];

describe("the announcement for a VM", () => {
  it.each<[string | undefined, string, Parameters<typeof vm>]>([
    ["ready", "ready", [{ DevVmState: "ready" }]],
    ["ready", "ready and stopped since", [{ DevVmState: "ready" }, { state: "stopped" }]],
    [undefined, "ready and gone since", [{ DevVmState: "ready" }, { state: "terminated" }]],
    ["failed", "failed", [{ DevVmState: "failed: no home" }]],
    [undefined, "failed and going", [{ DevVmState: "failed: no home" }, { state: "shutting-down" }]],
    [undefined, "launching in time", [{ DevVmState: "launching" }, { launchTime: inTime }]],
    ["never-ready", "launching for too long", [{ DevVmState: "launching" }, { launchTime: early }]],
    ["never-ready", "without a state for too long", [{}, { launchTime: early }]],
    [
      undefined,
      "launching, but stopped",
      [{ DevVmState: "launching" }, { launchTime: early, state: "stopped" }],
    ],
    [undefined, "in an unknown state", [{ DevVmState: "odd" }, { launchTime: early }]],
  ])("is %s when the VM is %s", (kind, _what, args) => {
    expect(announcement(...args)?.kind).toBe(kind);
  });

  it("is made once in the life of an instance when it is ready", () => {
    const again = { launchTime: new Date("2026-03-03T08:00:00Z") };
    expect(announcement({ DevVmState: "ready" }, again)?.marker).toBe(
      announcement({ DevVmState: "ready" })?.marker,
    );
    expect(announcement({ DevVmState: "ready" }, { id: "i-0b2" })?.marker).not.toBe(
      announcement({ DevVmState: "ready" })?.marker,
    );
  });

  it("is made once per start when the VM has failed, whatever reasons the VM writes later", () => {
    const failed = { DevVmState: "failed: no home" };
    const markers = [
      announcement(failed)?.marker,
      announcement(failed, { launchTime: new Date("2026-03-03T08:00:00Z") })?.marker,
      announcement(failed, { id: "i-0b2" })?.marker,
    ];
    expect(new Set(markers).size).toBe(3);
    expect(announcement({ DevVmState: "failed: no disk" })?.marker).toBe(markers[0]);
  });

  it("has a marker that fits into Jira's property keys", () => {
    const long = announcement({ DevVmState: `failed: ${"x".repeat(248)}` }, { id: "i-0123456789abcdef0" });
    expect(long?.marker).toMatch(/^[\w-]{1,100}$/);
  });
});

describe("a stop that users on the VM were warned of", () => {
  const settings = (stopNotices: "never" | "exceptional" | "always") => ({ bootMinutes: 20, stopNotices });
  const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString();
  const announced = (
    notices: "never" | "exceptional" | "always",
    WarnedFor: string,
    more: Parameters<typeof vm>[1] = {},
  ) =>
    decideAnnouncements(vm({ DevVmState: "odd", WarnedFor }, more), NOW, settings(notices)).map(
      ({ kind }) => kind,
    );

  it.each<[string, "never" | "exceptional" | "always", string, boolean]>([
    ["is announced outside its hours", "exceptional", `${at(15)} off-hours-limit`, true],
    ["is announced at the end of a KeepUntil", "exceptional", `${at(15)} keep-until-expired`, true],
    ["is not announced at the end of its hours", "exceptional", `${at(15)} period-ended`, false],
    ["is announced at the end of its hours if every stop is", "always", `${at(15)} period-ended`, true],
    ["is not announced outside its hours if no stop is", "never", `${at(15)} off-hours-limit`, false],
    ["is not announced when it is past", "always", `${at(-1)} off-hours-limit`, false],
    ["is not announced without a valid time", "always", "soon off-hours-limit", false],
  ])("%s", (_what, notices, tag, isAnnounced) => {
    expect(announced(notices, tag)).toEqual(isAnnounced ? ["stop-warning"] : []);
  });

  it("is not announced for a VM that has stopped since", () => {
    expect(announced("always", `${at(15)} off-hours-limit`, { state: "stopped" })).toEqual([]);
  });

  it("is announced beside the boot, once for each stop", () => {
    const announcements = decideAnnouncements(
      vm({ DevVmState: "ready", WarnedFor: `${at(15)} off-hours-limit` }),
      NOW,
      settings("always"),
    );
    expect(announcements.map(({ marker }) => marker)).toEqual([
      expect.stringMatching(/^ready-/),
      expect.stringMatching(/^stop-warning-.*-\d+$/),
    ]);
  });
});
