import { opinionAt } from "../../../core/schedule/boundaries";
import type { Schedule } from "../../../core/schedule/model";
import { OFFICE, period, schedule, wantsRunning } from "./fixtures";

const at = (of: Schedule, now: string) => {
  const { wish, boundary, next } = opinionAt(of, Date.parse(now));
  const text = (instant: number | null) => instant && new Date(instant).toISOString().slice(0, 16);
  return [wish, text(boundary), text(next)];
};

describe("the time at which a schedule wants a VM to run", () => {
  const overnight = schedule("UTC", [period("mon-fri", "22:00", "06:00")]);
  const weekend = schedule("UTC", [period("fri-mon", "10:00", "12:00")]);
  const lunch = schedule("UTC", [period("all", "08:00", "12:00"), period("all", "12:00", "18:00")]);
  const midnight = schedule("UTC", [period("all", "20:00", "24:00")]);
  const wholeDay = schedule("UTC", [period("wed", "09:00", "09:00")]);
  const holiday = schedule("UTC", [period("all", "22:00", "06:00")], ["2026-03-03", "2026-03-10/2026-03-12"]);
  const monthEnd = schedule("UTC", [period("all", "08:00", "18:00", { monthDays: "L" })]);
  const season = schedule("UTC", [period("all", "08:00", "18:00", { months: "nov-jan" })]);

  // 2 March 2026 is a Monday.
  test.each<[string, Schedule, string, boolean]>([
    ["just before the start", OFFICE, "2026-03-02T12:59:59Z", false],
    ["start is inclusive", OFFICE, "2026-03-02T13:00:00Z", true],
    ["just before the stop", OFFICE, "2026-03-02T22:59:59Z", true],
    ["stop is exclusive", OFFICE, "2026-03-02T23:00:00Z", false],
    ["Saturday", OFFICE, "2026-03-07T15:00:00Z", false],
    ["overnight runs over the edge of the day filter", overnight, "2026-03-07T05:59:00Z", true],
    ["overnight ends", overnight, "2026-03-07T06:00:00Z", false],
    ["overnight does not start on a day that is not chosen", overnight, "2026-03-07T22:00:00Z", false],
    ["Monday morning belongs to Sunday's night", overnight, "2026-03-02T05:00:00Z", false],
    ["wrapped days: Sunday", weekend, "2026-03-01T11:00:00Z", true],
    ["wrapped days: Monday", weekend, "2026-03-02T11:00:00Z", true],
    ["wrapped days: Tuesday", weekend, "2026-03-03T11:00:00Z", false],
    ["periods that touch", lunch, "2026-03-02T12:00:00Z", true],
    ["24:00 is the end of the day", midnight, "2026-03-02T23:59:59Z", true],
    ["24:00 is exclusive", midnight, "2026-03-03T00:00:00Z", false],
    ["equal start and stop run for 24 hours", wholeDay, "2026-03-05T08:59:59Z", true],
    ["and no longer", wholeDay, "2026-03-05T09:00:00Z", false],
    ["a skipped date starts nothing", holiday, "2026-03-03T23:00:00Z", false],
    ["the night before a skipped date runs on into it", holiday, "2026-03-03T05:00:00Z", true],
    ["a range of skipped dates includes its end", holiday, "2026-03-12T23:00:00Z", false],
    ["after the range", holiday, "2026-03-13T23:00:00Z", true],
    ["the last day of a month", monthEnd, "2026-02-28T12:00:00Z", true],
    ["not the last day", monthEnd, "2026-03-28T12:00:00Z", false],
    ["wrapped months", season, "2026-01-31T12:00:00Z", true],
    ["out of season", season, "2026-02-01T12:00:00Z", false],
  ])("%s", (_, of, now, wanted) => expect(wantsRunning(of, now)).toBe(wanted));
});

describe("the boundary and the next boundary", () => {
  test.each<[string, Schedule, string, ReturnType<typeof at>]>([
    ["in a period", OFFICE, "2026-03-02T15:00:00Z", ["running", "2026-03-02T13:00", "2026-03-02T23:00"]],
    ["over a weekend", OFFICE, "2026-03-08T15:00:00Z", ["stopped", "2026-03-06T23:00", "2026-03-09T12:00"]],
    [
      "periods that touch are one",
      schedule("UTC", [
        period("all", "08:00", "12:00"),
        period("all", "12:00", "18:00"),
        period("all", "09:00", "10:00"),
      ]),
      "2026-03-02T12:00:00Z",
      ["running", "2026-03-02T08:00", "2026-03-02T18:00"],
    ],
    [
      "nights and days that touch over a week",
      schedule("UTC", [period("mon-fri", "00:00", "24:00")]),
      "2026-03-05T12:00:00Z",
      ["running", "2026-03-02T00:00", "2026-03-07T00:00"],
    ],
    [
      "months apart",
      schedule("UTC", [period("all", "08:00", "18:00", { months: "jan", monthDays: "1-10" })]),
      "2026-06-15T00:00:00Z",
      ["stopped", "2026-01-10T18:00", "2027-01-01T08:00"],
    ],
    [
      "always on",
      schedule("UTC", [period("all", "00:00", "00:00")]),
      "2026-03-02T15:00:00Z",
      ["running", null, null],
    ],
    [
      "always on in two parts",
      schedule("Europe/Berlin", [
        period("mon-fri", "00:00", "24:00"),
        period("sat,sun", "12:00", "12:00"),
        period("sat", "00:00", "12:00"),
      ]),
      "2026-03-29T01:30:00Z",
      ["running", null, null],
    ],
    [
      "always on but for a holiday",
      schedule("UTC", [period("all", "00:00", "00:00")], ["2026-03-10"]),
      "2026-03-02T15:00:00Z",
      ["running", null, "2026-03-10T00:00"],
    ],
    ["no periods", schedule("UTC", []), "2026-03-02T15:00:00Z", ["none", null, null]],
    [
      "never",
      schedule("UTC", [period("all", "08:00", "18:00", { months: "feb", monthDays: "30" })]),
      "2026-03-02T15:00:00Z",
      ["none", null, null],
    ],
  ])("%s", (_, of, now, expected) => expect(at(of, now)).toEqual(expected));
});

describe("one-sided periods", () => {
  const startOnly = schedule("America/New_York", [period("mon-fri", "08:00")]);
  const stopOnly = schedule("America/New_York", [period("mon-fri", undefined, "23:59")]);
  const pair = schedule("America/New_York", [period("mon", "08:00"), period("fri", undefined, "18:00")]);
  const night = schedule("UTC", [period("all", "18:00", "06:00"), period("all", "20:00")]);
  const relay = schedule("UTC", [period("all", "08:00", "12:00"), period("all", "12:00")]);

  test.each<[string, Schedule, string, ReturnType<typeof at>]>([
    ["a start holds", startOnly, "2026-03-03T04:59:59Z", ["running", "2026-03-02T13:00", "2026-03-03T13:00"]],
    ["but not past its local day", startOnly, "2026-03-03T05:00:00Z", ["none", null, "2026-03-03T13:00"]],
    [
      "a stop holds to the next one",
      stopOnly,
      "2026-03-09T03:00:00Z",
      ["stopped", "2026-03-07T04:59", "2026-03-10T03:59"],
    ],
    ["a start in the week", pair, "2026-03-04T17:00:00Z", ["none", null, "2026-03-06T23:00"]],
    ["its stop", pair, "2026-03-08T17:00:00Z", ["stopped", "2026-03-06T23:00", "2026-03-09T12:00"]],
    [
      "a start in a night ends no night",
      night,
      "2026-03-03T01:00:00Z",
      ["running", "2026-03-02T20:00", "2026-03-03T06:00"],
    ],
    [
      "a start outdoes a stop of the same instant",
      relay,
      "2026-03-02T12:00:00Z",
      ["running", "2026-03-02T12:00", "2026-03-03T08:00"],
    ],
  ])("%s", (_, of, now, expected) => expect(at(of, now)).toEqual(expected));
});

describe("clock changes", () => {
  test.each<[string, Schedule, string, ReturnType<typeof at>]>([
    [
      "a start in the gap is not lost (New York)",
      schedule("America/New_York", [period("all", "02:30", "10:00")]),
      "2026-03-08T07:00:00Z",
      ["running", "2026-03-08T07:00", "2026-03-08T14:00"],
    ],
    [
      "a stop in the gap is not lost (Berlin)",
      schedule("Europe/Berlin", [period("all", "20:00", "02:30")]),
      "2026-03-29T01:00:00Z",
      ["stopped", "2026-03-29T01:00", "2026-03-29T18:00"],
    ],
    [
      "a period within the gap has no time, and none is made up",
      schedule("Europe/Berlin", [period("all", "02:10", "02:50")]),
      "2026-03-29T01:00:00Z",
      ["stopped", "2026-03-28T01:50", "2026-03-30T00:10"],
    ],
    [
      "a stop in the repeated hour comes once (New York, first time round)",
      schedule("America/New_York", [period("all", "08:00", "01:30")]),
      "2026-11-01T05:30:00Z",
      ["stopped", "2026-11-01T05:30", "2026-11-01T13:00"],
    ],
    [
      "a stop in the repeated hour comes once (New York, second time round)",
      schedule("America/New_York", [period("all", "08:00", "01:30")]),
      "2026-11-01T06:29:00Z",
      ["stopped", "2026-11-01T05:30", "2026-11-01T13:00"],
    ],
    [
      "a change of half an hour (Lord Howe, gap)",
      schedule("Australia/Lord_Howe", [period("all", "02:15", "03:00")]),
      "2026-10-03T15:45:00Z",
      ["running", "2026-10-03T15:30", "2026-10-03T16:00"],
    ],
    [
      "a change of half an hour (Lord Howe, overlap)",
      schedule("Australia/Lord_Howe", [period("all", "01:45", "02:00")]),
      "2026-04-04T15:00:00Z",
      ["running", "2026-04-04T14:45", "2026-04-04T15:30"],
    ],
    [
      "a change at midnight (Santiago)",
      schedule("America/Santiago", [period("sun", "00:00", "24:00")]),
      "2026-09-06T04:00:00Z",
      ["running", "2026-09-06T04:00", "2026-09-07T03:00"],
    ],
    [
      "the day before a change at midnight ends with it (Beirut)",
      schedule("Asia/Beirut", [period("sat", "08:00", "24:00")]),
      "2026-03-28T22:00:00Z",
      ["stopped", "2026-03-28T22:00", "2026-04-04T05:00"],
    ],
    [
      "days that touch over a change at midnight never stop (Beirut)",
      schedule("Asia/Beirut", [period("sat", "08:00", "24:00"), period("sun", "00:00", "12:00")]),
      "2026-03-28T22:00:00Z",
      ["running", "2026-03-28T06:00", "2026-03-29T09:00"],
    ],
    [
      "half an hour from the others (Kolkata)",
      schedule("Asia/Kolkata", [period("mon-fri", "09:30", "18:30")]),
      "2026-03-02T04:00:00Z",
      ["running", "2026-03-02T04:00", "2026-03-02T13:00"],
    ],
    [
      "a zone that dropped summer time (Tehran)",
      schedule("Asia/Tehran", [period("all", "08:00", "18:00")]),
      "2026-07-01T04:30:00Z",
      ["running", "2026-07-01T04:30", "2026-07-01T14:30"],
    ],
  ])("%s", (_, of, now, expected) => expect(at(of, now)).toEqual(expected));
});
