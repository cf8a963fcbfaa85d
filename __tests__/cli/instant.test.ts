import fc from "fast-check";
import { answerExplain } from "../../cli/schedule/answers";
import { instantOf } from "../../cli/schedule/instant";

const NOW = new Date("2026-03-02T15:00:00Z");
const read = (text: string, zone: string) =>
  instantOf(text, zone, NOW, "--at").toISOString().replace(".000Z", "Z");

describe("an instant on the command line", () => {
  test.each([
    ["a time of the zone", "2026-03-02T08:00", "America/New_York", "2026-03-02T13:00:00Z"],
    ["seconds and less", "2026-03-02T08:00:07.25", "UTC", "2026-03-02T08:00:07.250Z"],
    ["a date", "2026-03-02", "Europe/Berlin", "2026-03-01T23:00:00Z"],
    ["a date whose midnight is skipped", "2026-09-06", "America/Santiago", "2026-09-06T04:00:00Z"],
    ["an offset", "2026-03-02T08:00+05:30", "Europe/Berlin", "2026-03-02T02:30:00Z"],
    ["an offset of hours", "2026-03-02T08:00-03", "Europe/Berlin", "2026-03-02T11:00:00Z"],
    ["UTC", "20260302T0800z", "Europe/Berlin", "2026-03-02T08:00:00Z"],
    ["a skipped time", "2026-03-08T02:30:59", "America/New_York", "2026-03-08T07:00:00Z"],
    ["the minute before the gap", "2026-03-08T01:59:59", "America/New_York", "2026-03-08T06:59:59Z"],
    ["a time that comes twice", "2026-11-01T01:30:10", "America/New_York", "2026-11-01T05:30:10Z"],
    ["half an hour that comes twice", "2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z"],
    ["now", "now", "UTC", "2026-03-02T15:00:00Z"],
  ])("%s: %s in %s", (_, text, zone, expected) => expect(read(text, zone)).toBe(expected));

  test.each([
    "soon",
    "08:00",
    "T08:00",
    "2026-03-02T25:00",
    "2026-02-30",
    "2026-03-02T08:00+25:00",
    "2026-03-02T08:00-14:30",
    "2026-03-02T08:00+01:75",
    "",
  ])("%p is rejected", (text) => expect(() => read(text, "UTC")).toThrow("--at"));

  test("means the same as in a schedule, on every day of a clock change", () => {
    const minutes = fc.integer({ min: 0, max: 1439 });
    const days = fc.constantFrom("2026-03-08", "2026-11-01", "2026-03-29", "2026-10-25", "2026-04-05");
    const zones = fc.constantFrom("America/New_York", "Europe/Berlin", "Australia/Lord_Howe");
    fc.assert(
      fc.property(minutes, days, zones, (minute, day, zone) => {
        const time = new Date(minute * 60_000).toISOString().slice(11, 16);
        const { json } = answerExplain(
          { what: `all ${time}- @${zone}`, at: `${day}T${time}`, state: "stopped", stoppedBy: "aws" },
          { config: undefined, now: NOW },
        );
        expect(json).toMatchObject({ action: "start", boundary: json["at"] });
      }),
      { numRuns: 200 },
    );
  });
});
