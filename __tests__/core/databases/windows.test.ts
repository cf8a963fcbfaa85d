import { DateTime } from "luxon";
import { databaseWindows, WINDOWS_END } from "../../../core/databases/windows";

const ZONES = Intl.supportedValuesOf("timeZone");
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const WEEK = 7 * 24 * 60;

/** Minutes since Sunday, midnight UTC, of each end; the backup window's on that day. */
function minutesOf(window: string, day = 0): [number, number] {
  const [from = 0, to = 0] = window.split("-").map((end) => {
    const [, name, hours, minutes] = /^(?:(\w{3}):)?(\d\d):(\d\d)$/.exec(end) ?? [];
    return (name ? DAYS.indexOf(name) : day) * 24 * 60 + Number(hours) * 60 + Number(minutes);
  });
  return [from, to < from ? to + (window.includes(":", 4) && window.length > 12 ? WEEK : 24 * 60) : to];
}

/** Minutes after local midnight, at that time of that week. */
function localMinutes(utcMinutes: number, zone: string, week: string): number {
  const local = DateTime.fromISO(week, { zone: "utc" }).plus({ minutes: utcMinutes }).setZone(zone);
  return local.hour * 60 + local.minute;
}

test.each([
  ["US/Eastern", "06:00-07:00", "sun:07:30-sun:08:30"],
  ["Europe/Berlin", "00:00-01:00", "sun:01:30-sun:02:30"],
  ["Asia/Kolkata", "19:30-20:30", "sat:21:00-sat:22:00"],
  ["Asia/Tokyo", "16:00-17:00", "sat:17:30-sat:18:30"],
  ["Australia/Sydney", "15:00-16:00", "sat:16:30-sat:17:30"],
  ["UTC", "01:00-02:00", "sun:02:30-sun:03:30"],
])("in %s backups are made at %s UTC and maintenance at %s", (zone, backup, maintenance) => {
  expect(databaseWindows(zone)).toEqual({ backup, maintenance });
});

test.each(["2026-01-04", "2026-07-05", "2026-10-11"])(
  "in every zone both windows are in the night in the week of %s",
  (sunday) => {
    for (const zone of ZONES) {
      const { backup, maintenance } = databaseWindows(zone);
      for (const window of [backup, maintenance]) {
        const [from, to] = minutesOf(window);
        expect(to - from).toBe(60);
        const ends = [from, to].map((end) => localMinutes(end, zone, sunday));
        expect(`${zone}: ${ends.every((end) => end <= WINDOWS_END)}`).toBe(`${zone}: true`);
      }
    }
  },
);

test("in no zone do the windows overlap, on any day of the week", () => {
  for (const zone of ZONES) {
    const { backup, maintenance } = databaseWindows(zone);
    const [from, to] = minutesOf(maintenance);
    for (let day = -1; day <= 8; day += 1) {
      const [start, end] = minutesOf(backup, day);
      expect(`${zone} ${end <= from || start >= to}`).toBe(`${zone} true`);
    }
  }
});
