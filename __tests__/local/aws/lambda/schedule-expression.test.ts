import { dueTimes, rateMinutes } from "../../../../local/aws/lambda/schedule-expression";

const due = (expression: string, timezone: string, from: string, to: string) =>
  dueTimes(expression, timezone, new Date(from), new Date(to)).map((at) => at.toISOString().slice(0, 16));

describe("a schedule expression", () => {
  it.each([
    ["rate(5 minutes)", 5],
    ["rate(1 hour)", 60],
    ["rate(2 days)", 2880],
    ["cron(0 8 * * ? *)", undefined],
    ["rate(5 weeks)", undefined],
  ])("%s runs every %s minutes", (expression, minutes) => {
    expect(rateMinutes(expression)).toBe(minutes);
  });

  it.each([
    [
      "rate(5 minutes)",
      "UTC",
      "2030-01-07T08:00:00Z",
      "2030-01-07T08:10:00Z",
      ["2030-01-07T08:05", "2030-01-07T08:10"],
    ],
    ["cron(0 8 ? * MON-FRI *)", "UTC", "2030-01-04T08:00:00Z", "2030-01-07T09:00:00Z", ["2030-01-07T08:00"]],
    [
      "cron(30 6,18 * * ? *)",
      "UTC",
      "2030-01-07T00:00:00Z",
      "2030-01-07T23:00:00Z",
      ["2030-01-07T06:30", "2030-01-07T18:30"],
    ],
    [
      "cron(0/20 7 1 JAN ? 2030)",
      "UTC",
      "2030-01-01T07:00:00Z",
      "2030-01-02T00:00:00Z",
      ["2030-01-01T07:20", "2030-01-01T07:40"],
    ],
    [
      "cron(0 8 * * ? *)",
      "America/New_York",
      "2030-07-01T00:00:00Z",
      "2030-07-02T00:00:00Z",
      ["2030-07-01T12:00"],
    ],
    [
      "at(2030-01-07T09:00:00)",
      "Europe/Berlin",
      "2030-01-07T00:00:00Z",
      "2030-01-08T00:00:00Z",
      ["2030-01-07T08:00"],
    ],
  ])("%s in %s after %s up to %s", (expression, timezone, from, to, instants) => {
    expect(due(expression, timezone, from, to)).toEqual(instants);
  });

  it.each(["every day", "cron(0 8 * * ?)", "cron(0 25 * * ? *)", "cron(0 8 L * ? *)", "cron(0 8 ? * 2#1 *)"])(
    "%s is refused",
    (expression) => {
      expect(() => due(expression, "UTC", "2030-01-07T00:00:00Z", "2030-01-07T00:01:00Z")).toThrow();
    },
  );
});
