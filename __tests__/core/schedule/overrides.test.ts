import { decide } from "../../../core/schedule/decide";
import type { VmView } from "../../../core/schedule/model";
import { type OverrideState, overrideStates } from "../../../core/schedule/overrides";
import { judge, OFFICE, RULES, running, stoppedByApi } from "./fixtures";

const LAUNCHED = "2026-03-02T13:00:05Z";
/** Monday after hours: the office has closed at 23:00 UTC. */
const NOW = "2026-03-02T23:30:00Z";

const states = (vm: VmView, now = NOW): Record<string, OverrideState> => {
  const input = { vm, now: new Date(now), rules: RULES };
  return Object.fromEntries(overrideStates({ ...input, decision: decide({ schedule: OFFICE, ...input }) }));
};

describe("the overrides of a VM", () => {
  test("are empty without their tags, and with empty tags", () => {
    expect(states(running(LAUNCHED))).toEqual({});
    expect(states(running(LAUNCHED, { KeepUntil: " ", PausedUntil: "", AutoSchedule: "on" }))).toEqual({});
  });

  test("are active until their time", () => {
    const tags = {
      KeepUntil: "2026-03-03T01:00:00Z",
      PausedUntil: "2026-03-09T08:00+01:00",
      AutoSchedule: "Off",
      StoppedAt: "2026-03-01T00:00:00Z",
    };
    expect(states(running(LAUNCHED, tags))).toEqual({
      AutoSchedule: { kind: "active" },
      KeepUntil: { kind: "active", until: new Date("2026-03-03T01:00:00Z") },
      PausedUntil: { kind: "active", until: new Date("2026-03-09T07:00:00Z") },
    });
  });

  test.each([
    ["KeepUntil", "tomorrow"],
    ["KeepUntil", "2026-03-03T01:00:00"],
    ["PausedUntil", "2026-03-02"],
    ["StoppedAt", "2026-02-30T20:00:00Z"],
    ["StoppedAt", "2026-03-02T23:35:01Z"],
    ["AutoSchedule", "no"],
  ])("are malformed, with a message, if %s is %j", (key, value) => {
    const state = states(running(LAUNCHED, { [key]: value }))[key];
    expect(state).toMatchObject({ kind: "malformed", message: expect.stringContaining(`"${value}"`) });
  });

  test("tolerate a VM whose clock is ahead", () => {
    expect(states(running(LAUNCHED, { StoppedAt: "2026-03-02T23:35:00Z" }))).toEqual({});
  });

  describe("a KeepUntil that is too far ahead", () => {
    const far = { KeepUntil: "2026-03-09T23:30:00.001Z" };
    const bound = { KeepUntil: "2026-03-09T23:30:00Z" };

    test("is malformed, and its hint is the latest valid instant", () => {
      expect(states(running(LAUNCHED, far))["KeepUntil"]).toMatchObject({
        kind: "malformed",
        message: expect.stringContaining("more than 7d ahead"),
        hint: expect.stringContaining("2026-03-09T23:30:00.000Z"),
      });
      expect(states(running(LAUNCHED, bound))["KeepUntil"]?.kind).toBe("active");
    });

    test("has no effect", () => {
      expect(judge(OFFICE, running(LAUNCHED, far), NOW).slice(0, 2)).toEqual(["stop", "period-ended"]);
      expect(judge(OFFICE, running(LAUNCHED, bound), NOW).slice(0, 2)).toEqual(["none", "kept"]);
    });
  });

  describe("after their end", () => {
    const ended = { KeepUntil: "2026-03-02T23:15:00Z" };
    const removable = (vm: VmView, now?: string) => {
      const state = states(vm, now)["KeepUntil"];
      return state?.kind === "expired" ? state.removable : undefined;
    };

    test("KeepUntil stays while it is the reason of the stop", () => {
      expect(removable(running("2026-03-02T23:05:00Z", ended))).toBe(false);
    });

    test.each<[string, VmView, string]>([
      ["the VM has stopped", stoppedByApi(LAUNCHED, "2026-03-02T23:20:00Z", ended), NOW],
      ["the VM was launched after it", running("2026-03-02T23:20:00Z", ended), NOW],
      ["the VM's hours have come", running(LAUNCHED, ended), "2026-03-03T14:00:00Z"],
    ])("KeepUntil can be removed when %s", (_, vm, now) => expect(removable(vm, now)).toBe(true));

    test("PausedUntil can be removed", () => {
      const vm = stoppedByApi(LAUNCHED, "2026-03-02T23:00:05Z", { PausedUntil: NOW });
      expect(states(vm)["PausedUntil"]).toEqual({ kind: "expired", at: new Date(NOW), removable: true });
    });

    test("the removal does not change the decision", () => {
      const vm = running(LAUNCHED, ended);
      const now = "2026-03-03T14:00:00Z";
      expect(judge(OFFICE, vm, now)).toEqual(judge(OFFICE, { ...vm, tags: {} }, now));
    });
  });
});
