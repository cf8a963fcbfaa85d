import fc from "fast-check";
import { decide } from "../../../core/schedule/decide";
import type { ScheduleRules, VmView } from "../../../core/schedule/model";
import { warningOf } from "../../../core/schedule/warning";
import { OFFICE, period, RULES, running, schedule, stoppedByApi } from "./fixtures";

const LAUNCHED = "2026-03-02T13:00:05Z";
const CLOSE = "2026-03-02T23:00:00.000Z";
const warn = (vm: VmView, now: string, rules: ScheduleRules = RULES, of = OFFICE) => {
  const warning = warningOf({ schedule: of, vm, now: new Date(now), rules });
  return warning && [warning.stopAt.toISOString(), warning.reason];
};

describe("users on a VM are warned", () => {
  test.each<[string, VmView, string, string[] | undefined]>([
    [
      "a quarter of an hour before its period ends",
      running(LAUNCHED),
      "2026-03-02T22:45:00Z",
      [CLOSE, "period-ended"],
    ],
    ["and until the end", running(LAUNCHED), "2026-03-02T22:59:59Z", [CLOSE, "period-ended"]],
    ["but not earlier", running(LAUNCHED), "2026-03-02T22:44:59Z", undefined],
    ["and not of a stop that is due", running(LAUNCHED), CLOSE, undefined],
    [
      "before KeepUntil ends",
      running(LAUNCHED, { KeepUntil: "2026-03-03T01:00:00Z" }),
      "2026-03-03T00:50:00Z",
      ["2026-03-03T01:00:00.000Z", "keep-until-expired"],
    ],
    [
      "not at its period's end when it is kept",
      running(LAUNCHED, { KeepUntil: "2026-03-03T01:00:00Z" }),
      "2026-03-02T22:50:00Z",
      undefined,
    ],
    [
      "before the limit off hours",
      running("2026-02-28T15:00:00Z"),
      "2026-02-28T18:50:00Z",
      ["2026-02-28T19:00:00.000Z", "off-hours-limit"],
    ],
    [
      "not when it is opted out",
      running(LAUNCHED, { AutoSchedule: "off" }),
      "2026-03-02T22:50:00Z",
      undefined,
    ],
    [
      "not when it is stopped",
      stoppedByApi(LAUNCHED, "2026-03-02T20:00:00Z"),
      "2026-03-02T22:50:00Z",
      undefined,
    ],
    ["once", running(LAUNCHED, { WarnedFor: `${CLOSE} period-ended` }), "2026-03-02T22:50:00Z", undefined],
    [
      "again for another stop",
      running(LAUNCHED, { WarnedFor: CLOSE, KeepUntil: "2026-03-02T23:30:00Z" }),
      "2026-03-02T23:20:00Z",
      ["2026-03-02T23:30:00.000Z", "keep-until-expired"],
    ],
  ])("%s", (_, vm, now, expected) => expect(warn(vm, now)).toEqual(expected));

  test("as early as the rules say, or never", () => {
    const at = (minutes: number) =>
      warn(running(LAUNCHED), "2026-03-02T22:00:00Z", { ...RULES, warnBeforeMinutes: minutes });
    expect([at(60)?.[0], at(59), at(0)]).toEqual([CLOSE, undefined, undefined]);
  });

  test("only of a stop that then happens, and of every stop that happens on time", () => {
    const quarter = fc.integer({ min: 0, max: 95 });
    const minutes = fc.integer({ min: -20 * 60, max: 20 * 60 });
    const clock = (value: number) => new Date(value * 900_000).toISOString().slice(11, 16);
    fc.assert(
      fc.property(quarter, quarter, minutes, minutes, minutes, (start, stop, launched, keep, at) => {
        const of = schedule("Europe/Berlin", [period("mon-fri", clock(start), clock(stop))]);
        const base = Date.parse("2026-03-03T12:00:00Z");
        const iso = (offset: number) => new Date(base + offset * 60_000).toISOString();
        const vm = running(iso(Math.min(launched, at)), { KeepUntil: iso(keep) });
        const judgeAt = (now: Date) => decide({ schedule: of, vm, now, rules: RULES }).action;
        const now = new Date(base + at * 60_000);
        const warning = warningOf({ schedule: of, vm, now, rules: RULES });
        const first = Array.from(
          { length: 15 },
          (_, index) => new Date(now.getTime() + (index + 1) * 60_000),
        ).find((later) => judgeAt(later) === "stop");
        if (judgeAt(now) === "stop") expect(warning).toBeUndefined();
        else expect(warning?.stopAt).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});
