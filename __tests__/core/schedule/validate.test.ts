import { periodProblems, skipDateProblem, timezoneProblem } from "../../../core/schedule/validate";

describe("problems of a period", () => {
  test.each([
    [{ days: "mon-fri", start: "08:00", stop: "18:00" }],
    [{ days: "all", start: "00:00", stop: "24:00" }],
    [{ start: "23:59" }],
    [{ days: "fri#L", monthDays: "20-L", months: "nov-feb", stop: "24:00" }],
  ])("none in %j", (period) => expect(periodProblems(period)).toEqual([]));

  test.each([
    [{ days: "mon-fri" }, ["start"]],
    [{ days: "workdays", start: "08:00" }, ["days"]],
    [{ days: "all", start: "24:00" }, ["start"]],
    [{ days: "all", start: "8:00", stop: "24:01" }, ["start", "stop"]],
    [{ days: "all", start: "", stop: "6pm" }, ["start", "stop"]],
    [
      { days: "x", monthDays: "x", months: "x", start: "x", stop: "x" },
      ["days", "monthDays", "months", "start", "stop"],
    ],
  ])("all of them at once in %j", (period, fields) => {
    const problems = periodProblems(period);
    expect(problems.map(({ field }) => field)).toEqual(fields);
    expect(problems.every(({ message, hint }) => message !== "" && hint !== "")).toBe(true);
  });

  test("each names the invalid text", () => {
    expect(periodProblems({ days: "mon-fry", start: "08:00" })[0]?.message).toContain('"mon-fry"');
  });
});

test.each([
  ["2026-12-25", true],
  ["2028-02-29", true],
  ["2026-12-24/2027-01-01", true],
  ["2026-02-29", false],
  ["2027-01-01/2026-12-24", false],
  ["25.12.2026", false],
  ["2026-12-24/2026-12-25/2026-12-26", false],
  ["", false],
])("the skip date %j is valid: %j", (text, right) => {
  expect(skipDateProblem(text) === undefined).toBe(right);
});

test.each([
  ["Europe/Berlin", true],
  ["US/Eastern", true],
  ["Asia/Calcutta", true],
  ["UTC", true],
  ["Mars/Base", false],
  ["+05:30", false],
  ["local", false],
  ["", false],
])("the zone %j is known: %j", (name, known) => {
  expect(timezoneProblem(name) === undefined).toBe(known);
});
