import fc from "fast-check";
import { opinionAt } from "../../../core/schedule/boundaries";
import { decide } from "../../../core/schedule/decide";
import { zoneClock } from "../../../core/schedule/instants";
import type { Schedule } from "../../../core/schedule/model";
import { parseScheduleText } from "../../../core/schedule/text";
import { judge, RULES, running } from "./fixtures";
import { anyMixedSchedule } from "./generators";
import { naiveOpinion } from "./naive";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function read(text: string): Schedule {
  const parsed = parseScheduleText(text);
  if ("problems" in parsed) throw new Error(text);
  return { timezone: "UTC", ...parsed.schedule };
}

describe("a start without a stop, combined with other periods", () => {
  const launched = running("2026-03-02T08:00:00Z");
  const week = Array.from({ length: 6 }, (_, day) => `2026-03-0${day + 3}T12:00:00Z`);

  test("does not change its VM on any day of the week, outside the others' hours", () => {
    const of = read("mon 08:00- / 1 jan 09:00-10:00");
    for (const now of week) expect(judge(of, launched, now)).toEqual(["none", "no-opinion", null]);
  });

  test("does not hide a stop of the same day, on any later day", () => {
    const of = read("mon 08:00- / mon -20:00");
    for (const now of week)
      expect(judge(of, launched, now)).toEqual(["stop", "period-ended", "2026-03-02T20:00:00Z"]);
  });
});

describe("a KeepUntil that expires while a start without a stop applies", () => {
  const of = read("mon-fri 08:00- / fri -18:00");
  const kept = running("2026-03-02T08:00:00Z", { KeepUntil: "2026-03-02T15:00:00Z" });

  test("does not stop the VM, however late the next run", () => {
    for (const now of ["2026-03-02T15:00:00Z", "2026-03-03T02:00:00Z"])
      expect(judge(of, kept, now)[0]).toBe("none");
  });

  test("stops the VM if it expires after that day", () => {
    const later = { ...kept, tags: { KeepUntil: "2026-03-03T01:00:00Z" } };
    expect(judge(of, later, "2026-03-03T02:00:00Z").slice(0, 2)).toEqual(["stop", "keep-until-expired"]);
  });
});

test("a KeepUntil has the same result, early and late, in any mix of periods", () => {
  const hours = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(
      anyMixedSchedule,
      fc.integer({ min: 440_000, max: 500_000 }),
      hours,
      hours,
      (of, hour, ran, late) => {
        const [keepUntil, now] = [hour * HOUR, (hour + late) * HOUR];
        const next = opinionAt(of, keepUntil).next ?? Number.POSITIVE_INFINITY;
        fc.pre(now < next - 10 * MINUTE);
        const vm = running(new Date(keepUntil - ran * HOUR).toISOString(), {
          KeepUntil: new Date(keepUntil).toISOString(),
        });
        const actionAt = (at: number) =>
          decide({ schedule: of, vm, now: new Date(at), rules: { ...RULES, offHoursMaxMinutes: 99_999 } })
            .action;
        expect(actionAt(now)).toBe(actionAt(keepUntil));
      },
    ),
    { numRuns: 400 },
  );
});

const whatItAsks = (of: Schedule, now: number) => {
  const { wish, boundary, offHours } = opinionAt(of, now);
  return { now, wish, boundary, offHours };
};

test("any mix of periods wants the specified state at every instant", () => {
  fc.assert(
    fc.property(
      anyMixedSchedule,
      fc.integer({ min: Date.parse("2024-02-01"), max: Date.parse("2030-12-31") }),
      (of, now) => expect(whatItAsks(of, now)).toEqual({ now, ...naiveOpinion(of, now) }),
    ),
    { numRuns: 150 },
  );
});

test("any mix of periods wants the specified state at noon of every day of a week", () => {
  fc.assert(
    fc.property(anyMixedSchedule, fc.integer({ min: 20_000, max: 21_500 }), (of, first) => {
      for (let day = first; day < first + 7; day++) {
        const noon = zoneClock(of.timezone).instant(day, 720);
        expect(whatItAsks(of, noon)).toEqual({ now: noon, ...naiveOpinion(of, noon) });
      }
    }),
    { numRuns: 60 },
  );
});
