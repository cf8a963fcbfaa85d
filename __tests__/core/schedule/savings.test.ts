import { hoursSaved, runningHours } from "../../../core/schedule/savings";
import { OFFICE, period, running, schedule, stoppedBecause, stoppedByApi } from "./fixtures";

const FROM = new Date("2026-03-02T00:00:00Z");
const TO = new Date("2026-03-03T00:00:00Z");

describe("the hours that VMs did not run", () => {
  test.each([
    ["off since before", stoppedByApi("2026-02-27T13:00:00Z", "2026-02-27T23:00:00Z"), 24],
    ["off since within", stoppedByApi("2026-02-27T13:00:00Z", "2026-03-02T18:00:00Z"), 6],
    [
      "off since nobody knows when, so at most since its start",
      stoppedBecause("2026-03-02T20:00:00Z", "Server.InternalError"),
      4,
    ],
    ["running since before", running("2026-02-27T13:00:00Z", { CreatedDate: "2026-01-01" }), 0],
    ["started within", running("2026-03-02T08:00:00Z", { CreatedDate: "2026-01-01" }), 8],
    ["made within", running("2026-03-02T08:00:00Z", { CreatedDate: "2026-03-02" }), 0],
    ["on its way", { ...running("2026-03-02T08:00:00Z"), state: "stopping" }, 0],
    [
      "stopped after the end, as clocks differ",
      stoppedByApi("2026-03-02T08:00:00Z", "2026-03-03T00:00:02Z"),
      0,
    ],
  ])("%s", (_, vm, hours) => expect(hoursSaved([vm], FROM, TO)).toBe(hours));

  test("are summed over the fleet", () => {
    const off = stoppedByApi("2026-02-27T13:00:00Z", "2026-02-27T23:00:00Z");
    expect(hoursSaved([off, off, running("2026-02-27T13:00:00Z")], FROM, TO)).toBe(48);
    expect(hoursSaved([], FROM, TO)).toBe(0);
  });
});

describe("the hours that a schedule asks for", () => {
  const week = (of: Parameters<typeof runningHours>[0]) =>
    runningHours(of, new Date("2026-03-02T00:00:00Z"), new Date("2026-03-09T00:00:00Z"));

  test.each([
    ["office hours, with New York's longer Sunday night", OFFICE, 50],
    ["always", schedule("UTC", [period("all", "00:00", "00:00")]), 168],
    ["never", schedule("UTC", []), 0],
    ["a start only, to the end of its day", schedule("Asia/Kolkata", [period("mon-fri", "08:00")]), 80],
    ["a stop only", schedule("UTC", [period("all", undefined, "18:00")]), 0],
  ])("%s", (_, of, hours) => expect(week(of)).toBe(hours));

  test("follow the clock of the zone: a day of 23 hours, and one of 25", () => {
    const all = schedule("Europe/Berlin", [period("sun", "00:00", "24:00")]);
    const day = (from: string) =>
      runningHours(all, new Date(from), new Date(Date.parse(from) + 26 * 3_600_000));
    expect([day("2026-03-28T23:00:00Z"), day("2026-10-24T22:00:00Z")]).toEqual([23, 25]);
  });
});
