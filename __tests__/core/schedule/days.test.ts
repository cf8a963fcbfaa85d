import {
  type Day,
  dayRule,
  MS_PER_DAY,
  parseMonthDays,
  parseMonths,
  parseWeekdays,
} from "../../../core/schedule/days";
import type { Period } from "../../../core/schedule/model";

const toDay = (date: string): Day => Date.parse(date) / MS_PER_DAY;
/** Days of a month that the filters select. */
const chosen = (filters: Pick<Period, "days" | "monthDays" | "months">, month: string): number[] => {
  const rule = dayRule(filters);
  const days = Array.from({ length: 31 }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
  return days
    .filter((date) => new Date(date).toISOString().startsWith(month) && rule(toDay(date)))
    .map((date) => Number(date.slice(8)));
};

describe("the days of a period", () => {
  // 1 March 2026 is a Sunday.
  test.each([
    ["mon-fri", [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30, 31]],
    ["sat,sun", [1, 7, 8, 14, 15, 21, 22, 28, 29]],
    ["fri-mon", [1, 2, 6, 7, 8, 9, 13, 14, 15, 16, 20, 21, 22, 23, 27, 28, 29, 30]],
    ["Wed, FRI", [4, 6, 11, 13, 18, 20, 25, 27]],
    ["mon#2", [9]],
    ["sun#1,sun#5", [1, 29]],
    ["fri#L", [27]],
    ["tue#l,tue#1", [3, 31]],
  ])("%s in March 2026", (days, expected) => {
    expect(chosen({ days }, "2026-03")).toEqual(expected);
  });

  test.each([
    ["1-3", "2026-02", [1, 2, 3]],
    ["L", "2026-02", [28]],
    ["L", "2028-02", [29]],
    ["1,15,L", "2026-04", [1, 15, 30]],
    ["28-L", "2026-01", [28, 29, 30, 31]],
    ["29-2", "2026-03", [1, 2, 29, 30, 31]],
    ["31", "2026-04", []],
  ])("days %s of the month %s", (monthDays, month, expected) => {
    expect(chosen({ days: "all", monthDays }, month)).toEqual(expected);
  });

  test.each([
    ["jan-mar", [1, 2, 3]],
    ["nov-feb", [1, 2, 11, 12]],
    ["jul,DEC", [7, 12]],
  ])("months %s", (months, expected) => {
    const rule = dayRule({ days: "all", months });
    const all = Array.from({ length: 12 }, (_, index) => index + 1);
    expect(all.filter((month) => rule(Date.UTC(2026, month - 1, 10) / MS_PER_DAY))).toEqual(expected);
  });

  test("the three filters intersect", () => {
    expect(chosen({ days: "mon", monthDays: "1-15", months: "mar" }, "2026-03")).toEqual([2, 9]);
    expect(chosen({ days: "mon", monthDays: "1-15", months: "apr" }, "2026-03")).toEqual([]);
  });

  test.each([
    "",
    "mon-",
    "-fri",
    "mon-tue-wed",
    "monday",
    "mon#0",
    "mon#6",
    "xyz#1",
    "mon,,tue",
    "all-fri",
    "1",
  ])("%j is not a list of weekdays", (text) => expect(parseWeekdays(text)).toBeUndefined());

  test.each(["", "0", "32", "1-32", "x", "1--2", "1.5", "L-", "all"])(
    "%j is not a list of days of the month",
    (text) => expect(parseMonthDays(text)).toBeUndefined(),
  );

  test.each(["", "january", "1-3", "jan-", "all"])("%j is not a list of months", (text) =>
    expect(parseMonths(text)).toBeUndefined(),
  );

  test("an unchecked expression is rejected, not ignored", () => {
    expect(() => dayRule({ days: "mon-fry" })).toThrow(RangeError);
  });
});
