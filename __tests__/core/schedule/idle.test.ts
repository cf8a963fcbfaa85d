import { idleStopMinutes, isIdle } from "../../../core/schedule/idle";
import { RULES, running, stoppedByApi } from "./fixtures";

test.each<[string, Record<string, string>, number | undefined, number, number]>([
  ["the tag first", { IdleStop: "1h30m" }, 60, 120, 90],
  ["the tag that says off", { IdleStop: "off" }, 60, 120, 0],
  ["never, when nobody can read the tag", { IdleStop: "soon" }, 60, 120, 0],
  ["then the schedule", {}, 60, 120, 60],
  ["the schedule that says off", {}, 0, 120, 0],
  ["then the rules", { IdleStop: "" }, undefined, 120, 120],
])("the time without use is what is said by %s", (_, tags, ofSchedule, rule, expected) => {
  expect(idleStopMinutes(tags, ofSchedule, { idleStopMinutes: rule })).toBe(expected);
});

describe("a VM is idle", () => {
  const now = new Date("2026-03-02T18:00:00Z");
  const idle = (vm = running("2026-03-02T13:00:00Z"), lastUsed = "2026-03-02T16:00:00Z", minutes = 120) =>
    isIdle({ vm, now, rules: RULES, minutes, lastUsed: new Date(lastUsed) });

  test("once nobody has used it for that time", () => {
    expect(idle()).toBe(true);
    expect(idle(undefined, "2026-03-02T16:00:00.001Z")).toBe(false);
  });

  test.each([
    ["there is no such time", idle(undefined, undefined, 0)],
    ["it was launched since", idle(running("2026-03-02T16:30:00Z"))],
    ["it is kept", idle(running("2026-03-02T13:00:00Z", { KeepUntil: "2026-03-02T19:00:00Z" }))],
    ["it opted out", idle(running("2026-03-02T13:00:00Z", { AutoSchedule: "off" }))],
    ["it is stopped", idle(stoppedByApi("2026-03-02T13:00:00Z", "2026-03-02T14:00:00Z"))],
  ])("but not when %s", (_, answer) => expect(answer).toBe(false));
});
