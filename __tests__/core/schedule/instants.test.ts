import fc from "fast-check";
import { DateTime, Settings } from "luxon";
import { MS_PER_DAY } from "../../../core/schedule/days";
import { zoneClock } from "../../../core/schedule/instants";

const at = (timezone: string, date: string, minute: number) =>
  new Date(zoneClock(timezone).instant(Date.parse(date) / MS_PER_DAY, minute))
    .toISOString()
    .replace(".000Z", "Z");
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const ZONES = [
  ...[
    "America/New_York",
    "US/Eastern",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Beirut",
  ],
  ...[
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/Sao_Paulo",
  ],
  ...["Asia/Tehran", "Pacific/Chatham", "America/Havana", "Africa/Cairo", "Antarctica/Troll", "UTC"],
];

describe("a wall-clock time becomes an instant", () => {
  test.each([
    // A time that is skipped is the first instant after the gap.
    ["America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00:00Z"],
    ["America/New_York", "2026-03-08", "02:00", "2026-03-08T07:00:00Z"],
    ["America/New_York", "2026-03-08", "03:00", "2026-03-08T07:00:00Z"],
    ["Europe/Berlin", "2026-03-29", "02:59", "2026-03-29T01:00:00Z"],
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00Z"],
    ["America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00:00Z"],
    ["America/Santiago", "2026-09-05", "24:00", "2026-09-06T04:00:00Z"],
    ["Asia/Beirut", "2026-03-29", "00:30", "2026-03-28T22:00:00Z"],
    ["Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00:00Z"],
    // A time that is repeated is its first occurrence.
    ["America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z"],
    ["America/New_York", "2026-11-01", "02:00", "2026-11-01T07:00:00Z"],
    ["Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"],
    ["Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z"],
    ["America/Santiago", "2026-04-04", "23:30", "2026-04-05T02:30:00Z"],
    ["America/Santiago", "2026-04-04", "24:00", "2026-04-05T04:00:00Z"],
    // Half-hour and quarter-hour zones, and one that dropped summer time.
    ["Asia/Kolkata", "2026-07-01", "08:00", "2026-07-01T02:30:00Z"],
    ["Asia/Kathmandu", "2026-07-01", "08:00", "2026-07-01T02:15:00Z"],
    ["America/Sao_Paulo", "2026-12-01", "08:00", "2026-12-01T11:00:00Z"],
    ["America/Sao_Paulo", "2018-12-01", "08:00", "2018-12-01T10:00:00Z"],
  ])("%s %s %s is %s", (timezone, date, time, expected) => {
    expect(at(timezone, date, minutes(time))).toBe(expected);
  });

  test("Luxon itself moves a skipped time by the length of the gap", () => {
    const luxon = DateTime.fromISO("2026-03-08T02:30", { zone: "America/New_York" }).toUTC().toISO();
    expect(luxon).toBe("2026-03-08T07:30:00.000Z");
  });

  test("Luxon itself resolves a repeated time by the current offset", () => {
    const ask = (now: string) => {
      Settings.now = () => Date.parse(now);
      return DateTime.fromISO("2026-11-01T01:30", { zone: "America/New_York" }).toMillis();
    };
    try {
      const answers = new Set([ask("2026-07-01T00:00:00Z"), ask("2026-12-01T00:00:00Z")]);
      const ours = zoneClock("America/New_York").instant(Date.parse("2026-11-01") / MS_PER_DAY, 90);
      expect(answers.size).toBe(2);
      expect(Math.min(...answers)).toBe(ours);
    } finally {
      Settings.now = () => Date.now();
    }
  });

  test("an existing time converts back to itself, a skipped one to a later one, and the order is kept", () => {
    const day = fc.integer({
      min: Date.parse("2020-01-01") / MS_PER_DAY,
      max: Date.parse("2040-12-31") / MS_PER_DAY,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        day,
        fc.integer({ min: 0, max: 1440 }),
        (timezone, date, minute) => {
          const clock = zoneClock(timezone);
          const instant = clock.instant(date, minute);
          const wall = date * MS_PER_DAY + minute * 60_000;
          const local = DateTime.fromMillis(instant, { zone: timezone })
            .setZone("UTC", { keepLocalTime: true })
            .toMillis();
          const before = DateTime.fromMillis(instant - 1, { zone: timezone });
          const localBefore = before.setZone("UTC", { keepLocalTime: true }).toMillis();
          expect(local).toBeGreaterThanOrEqual(wall);
          // The first occurrence: a moment earlier the clock showed an earlier time.
          expect(localBefore).toBeLessThan(wall);
          expect(clock.instant(date, minute + 1)).toBeGreaterThanOrEqual(instant);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("an unknown zone is rejected", () => {
    expect(() => zoneClock("Mars/Base")).toThrow('"Mars/Base"');
  });
});
