import fc from "fast-check";
import { opinionAt } from "../../../core/schedule/boundaries";
import { zoneClock } from "../../../core/schedule/instants";
import type { Schedule } from "../../../core/schedule/model";
import { parseScheduleText } from "../../../core/schedule/text";
import { judge, running } from "./fixtures";
import { anyMixedSchedule } from "./generators";
import { naiveOpinion } from "./naive";

function read(text: string): Schedule {
  const parsed = parseScheduleText(text);
  if ("problems" in parsed) throw new Error(text);
  return { timezone: "UTC", ...parsed.schedule };
}

describe("a start without a stop, beside other periods", () => {
  const launched = running("2026-03-02T08:00:00Z");
  const week = Array.from({ length: 6 }, (_, day) => `2026-03-0${day + 3}T12:00:00Z`);

  test("leaves its VM alone on every day of the week, far from the others' hours", () => {
    const of = read("mon 08:00- / 1 jan 09:00-10:00");
    for (const now of week) expect(judge(of, launched, now)).toEqual(["none", "no-opinion", null]);
  });

  test("does not hide a stop of the same day, on any later day", () => {
    const of = read("mon 08:00- / mon -20:00");
    for (const now of week)
      expect(judge(of, launched, now)).toEqual(["stop", "period-ended", "2026-03-02T20:00:00Z"]);
  });
});

const whatItAsks = (of: Schedule, now: number) => {
  const { wish, boundary, offHours } = opinionAt(of, now);
  return { now, wish, boundary, offHours };
};

test("any mix of periods asks at every instant for what the specification says", () => {
  fc.assert(
    fc.property(
      anyMixedSchedule,
      fc.integer({ min: Date.parse("2024-02-01"), max: Date.parse("2030-12-31") }),
      (of, now) => expect(whatItAsks(of, now)).toEqual({ now, ...naiveOpinion(of, now) }),
    ),
    { numRuns: 150 },
  );
});

test("and so it does at noon of every day of a week, whatever the day", () => {
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
