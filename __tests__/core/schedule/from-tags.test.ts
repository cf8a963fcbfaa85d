import { scheduleOf } from "../../../core/schedule/from-tags";
import { wantsRunning } from "./fixtures";

const office = { periods: [{ days: "mon-fri", start: "08:00", stop: "18:00" }], skipDates: ["2026-12-25"] };
const named = {
  office,
  tokyo: { ...office, timezone: "Asia/Tokyo" },
  broken: { periods: [{ days: "mon-fry", start: "08:00" }], skipDates: ["soon"] },
};
const read = (tags: Record<string, string>) => scheduleOf(tags, { named, defaultTimezone: "US/Eastern" });

describe("the schedule of a VM's tags", () => {
  test.each<[string, Record<string, string>, object]>([
    [
      "four tags",
      { AutoStart: "09:00", AutoStop: "17:00", Timezone: "Europe/Berlin", ScheduleDays: "mon-thu" },
      {
        timezone: "Europe/Berlin",
        periods: [{ days: "mon-thu", start: "09:00", stop: "17:00" }],
        skipDates: [],
      },
    ],
    [
      "no days mean every day, no zone the default",
      { AutoStart: "09:00", AutoStop: "17:00" },
      { timezone: "US/Eastern", periods: [{ days: "all", start: "09:00", stop: "17:00" }], skipDates: [] },
    ],
    [
      "only a stop",
      { AutoStop: "17:00", AutoStart: "" },
      { timezone: "US/Eastern", periods: [{ days: "all", stop: "17:00" }], skipDates: [] },
    ],
    [
      "no schedule tags",
      { Timezone: "Europe/Berlin", Name: "x" },
      { timezone: "Europe/Berlin", periods: [], skipDates: [] },
    ],
    ["a name", { Schedule: "office" }, { ...office, timezone: "US/Eastern" }],
    [
      "a name and a zone",
      { Schedule: "office", Timezone: "Europe/Berlin" },
      { ...office, timezone: "Europe/Berlin" },
    ],
    [
      "a name with a zone of its own",
      { Schedule: "tokyo", Timezone: "Europe/Berlin" },
      { ...office, timezone: "Asia/Tokyo" },
    ],
    [
      "a name wins over the others",
      { Schedule: "office", AutoStart: "nonsense", ScheduleDays: "sun" },
      { ...office, timezone: "US/Eastern" },
    ],
    [
      "a text",
      { Schedule: "mon 08:00- / 1-15 -18:00 except 2026-12-25", Timezone: "Europe/Berlin" },
      {
        timezone: "Europe/Berlin",
        periods: [
          { days: "mon", start: "08:00" },
          { days: "all", monthDays: "1-15", stop: "18:00" },
        ],
        skipDates: ["2026-12-25"],
      },
    ],
    [
      "a text with a zone of its own",
      { Schedule: "never @Asia/Tokyo", Timezone: "Europe/Berlin" },
      { timezone: "Asia/Tokyo", periods: [], skipDates: [] },
    ],
  ])("%s", (_, tags, schedule) => expect(read(tags)).toEqual({ schedule }));

  test.each<[string, Record<string, string>, string]>([
    ["an unknown name", { Schedule: "holidays" }, '"holidays"'],
    ["a name that every object has", { Schedule: "constructor" }, '"constructor"'],
    ["a bad time", { AutoStart: "9am", AutoStop: "17:00" }, '"9am"'],
    ["bad days", { AutoStart: "09:00", ScheduleDays: "weekdays" }, '"weekdays"'],
    ["an unknown zone", { AutoStart: "09:00", Timezone: "Mars/Base" }, '"Mars/Base"'],
    ["days without times", { ScheduleDays: "mon-fri" }, "a start, a stop or both"],
    ["a bad text", { Schedule: "mon-fry 08:00-18:00" }, '"mon-fry"'],
    ["a bad text, with every fault", { Schedule: "mon-fry 08:00-18:00 / sat" }, "times are missing"],
    ["a text in an unknown zone", { Schedule: "mon 08:00-", Timezone: "Mars/Base" }, '"Mars/Base"'],
    ["a bad named schedule, with its name", { Schedule: "broken" }, '"broken"'],
    ["a bad named schedule, with every fault", { Schedule: "broken" }, '"soon"'],
  ])("%s is reported as a problem", (_, tags, text) => {
    expect(read(tags)).toEqual({ problem: expect.stringContaining(text) });
  });

  test("AutoStart and AutoStop of 00:00 mean always on", () => {
    const always = read({ AutoStart: "00:00", AutoStop: "00:00", Timezone: "America/New_York" });
    if (!("schedule" in always)) throw new Error(always.problem);
    const hours = Array.from({ length: 24 * 8 }, (_, hour) => new Date(Date.UTC(2026, 2, 2, hour)));
    expect(hours.every((hour) => wantsRunning(always.schedule, hour))).toBe(true);
  });

  test("only VMs with the same tags share a schedule object", () => {
    const tags = { AutoStart: "09:00", AutoStop: "17:00" };
    expect(read({ ...tags, Name: "a" })).toBe(read({ ...tags, Name: "b" }));
    expect(read(tags)).not.toBe(scheduleOf(tags, { named, defaultTimezone: "UTC" }));
  });
});
