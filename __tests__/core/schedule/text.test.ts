import fc from "fast-check";
import type { NamedSchedule } from "../../../core/schedule/model";
import { printSchedule } from "../../../core/schedule/print";
import { isScheduleText, parseScheduleText, scheduleTextProblem } from "../../../core/schedule/text";
import { period } from "./fixtures";
import { anyNamedSchedule } from "./generators";

const read = (text: string): NamedSchedule => {
  const parsed = parseScheduleText(text);
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.schedule;
};
const problemsOf = (text: string) => {
  const parsed = parseScheduleText(text);
  return "problems" in parsed ? parsed.problems : [];
};
const office = period("mon-fri", "08:00", "18:00");

describe("a schedule's text", () => {
  test.each<[string, Partial<NamedSchedule>]>([
    ["mon-fri 08:00-18:00", { periods: [office] }],
    ["mon-fri 08:00-18:00 / sat 10:00-14:00", { periods: [office, period("sat", "10:00", "14:00")] }],
    ["all 22:00-06:00", { periods: [period("all", "22:00", "06:00")] }],
    ["mon-fri 08:00-", { periods: [period("mon-fri", "08:00")] }],
    ["mon-fri -18:00", { periods: [period("mon-fri", undefined, "18:00")] }],
    ["sat#L,mon#2 08:00-24:00", { periods: [period("sat#L,mon#2", "08:00", "24:00")] }],
    [
      "jan-mar 1-15,L 08:00-",
      { periods: [period("all", "08:00", undefined, { months: "jan-mar", monthDays: "1-15,L" })] },
    ],
    [
      "fri nov-feb 20-L -18:00",
      { periods: [period("fri", undefined, "18:00", { months: "nov-feb", monthDays: "20-L" })] },
    ],
    [
      "mon-fri 08:00-18:00 except 2026-12-24..2027-01-01,2026-05-01",
      { periods: [office], skipDates: ["2026-12-24/2027-01-01", "2026-05-01"] },
    ],
    ["mon-fri 08:00-18:00 @Europe/Berlin", { periods: [office], timezone: "Europe/Berlin" }],
    ["always", { periods: [period("all", "00:00", "00:00")] }],
    [
      "always except 2026-12-25 @Etc/GMT+5",
      { periods: [period("all", "00:00", "00:00")], skipDates: ["2026-12-25"], timezone: "Etc/GMT+5" },
    ],
    ["never", {}],
  ])("%s is parsed, and printed unchanged", (text, expected) => {
    const schedule = { periods: [], skipDates: [], ...expected };
    expect(read(text)).toEqual(schedule);
    expect(printSchedule(schedule)).toBe(text);
  });

  test.each([
    ["08:00-18:00", "all 08:00-18:00"],
    ["  MON-Fri\t8:00 - 18:00 ", "mon-fri 08:00-18:00"],
    ["mon-fri 08:00\u201318:00/sat , sun 9:00-", "mon-fri 08:00-18:00 / sat,sun 09:00-"],
    ["mon-fri - 18:00", "mon-fri -18:00"],
    ["08:00-18:00 jan mon 1-l", "mon jan 1-L 08:00-18:00"],
    ["@utc mon 08:00-", "mon 08:00- @utc"],
    ["all jan 08:00-", "jan 08:00-"],
    ["00:00-00:00", "always"],
    ["Always EXCEPT 2026-12-25, 2026-12-26 2026-12-27", "always except 2026-12-25,2026-12-26,2026-12-27"],
    ["fri#l 00:00-00:00", "fri#L 00:00-00:00"],
  ])("%j is another spelling of %j", (text, canonical) => {
    expect(printSchedule(read(text))).toBe(canonical);
  });

  test("printing and parsing are inverse, for schedules and for texts", () => {
    fc.assert(
      fc.property(anyNamedSchedule, (schedule) => {
        const text = printSchedule(schedule);
        expect(read(text)).toEqual(schedule);
        expect(printSchedule(read(text))).toBe(text);
        expect(text).toMatch(/^[A-Za-z0-9 .:/@,#+_-]+$/);
        expect(isScheduleText(text)).toBe(true);
      }),
    );
  });

  test("any text is either parsed and can be printed, or has problems with positions inside it", () => {
    const pieces = fc.constantFrom(
      ...["mon-fri", "sat#L", " ", " ", "08:00-18:00", "-18:00", "8:00-", "/", ",", "@UTC", "except"],
      ...["2026-12-25", "..", "jan", "1-15", "L", "always", "never", "x", "#", "-", "@", "\u2013"],
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseScheduleText(text);
        if ("schedule" in parsed) {
          const printed = printSchedule(parsed.schedule);
          expect(printSchedule(read(printed))).toBe(printed);
        } else {
          expect(parsed.problems.length).toBeGreaterThan(0);
          for (const { at, message, hint } of parsed.problems) {
            expect(at).toBeGreaterThanOrEqual(0);
            expect(at).toBeLessThanOrEqual(text.length);
            expect(message && hint).not.toBe("");
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("an invalid text", () => {
  test.each<[string, [number, string][]]>([
    ["", [[0, "a period is missing"]]],
    ["mon-fri", [[7, "the times are missing"]]],
    ["mon-fri 08:00", [[8, "lacks its hyphen"]]],
    ["mon-fry 08:00-18:00", [[0, '"mon-fry"']]],
    ["mon-fri 08:00-18:00 /", [[21, "a period is missing"]]],
    ["mon-fri 08:00-18:00 // sat 10:00-", [[21, "a period is missing"]]],
    ["mon 24:00-08:00", [[4, '"24:00"']]],
    ["mon 08:00-24:01", [[4, '"24:01"']]],
    ["mon tue 08:00-", [[4, "after another of its kind"]]],
    ["mon 08:00-12:00 13:00-18:00", [[16, "after another of its kind"]]],
    ["monday 08:00-18:00", [[0, '"monday"']]],
    ["32 08:00-18:00", [[0, '"32"']]],
    ["mon 08:00-18:00 except", [[22, "dates are missing"]]],
    ["mon 08:00-18:00 except 2026-02-30", [[23, '"2026-02-30"']]],
    [
      "mon 08:00-18:00 except 2026-12-25 / tue 09:00-",
      [
        [34, '"/"'],
        [36, '"tue"'],
        [40, '"09:00-"'],
      ],
    ],
    ["mon 08:00-18:00 @Mars/Base", [[16, '"Mars/Base"']]],
    ["mon 08:00- @UTC @UTC", [[16, "second time zone"]]],
    ["mon @UTC 08:00-", [[4, "within the schedule"]]],
    ["mon 08:00- / always", [[13, '"always"']]],
    [
      "sta 08:00-18:00 / mon 08:00-25:00 @Mars",
      [
        [0, '"sta"'],
        [22, '"25:00"'],
        [34, '"Mars"'],
      ],
    ],
  ])("%j is reported with positions and messages", (text, expected) => {
    const problems = problemsOf(text);
    expect(problems.map(({ at }) => at)).toEqual(expected.map(([at]) => at));
    for (const [index, [, words]] of expected.entries()) expect(problems[index]?.message).toContain(words);
  });

  test("is reported with its position, counted from one, in a sentence", () => {
    expect(scheduleTextProblem("mon-fri 08:00-18:00 / sta 10:00-")?.message).toMatch(
      /"sta".*\(at character 23\)/,
    );
    expect(scheduleTextProblem("always")).toBeUndefined();
  });
});

test.each([
  ["office-hours", false],
  ["Office-Hours", false],
  ["always-on", false],
  ["always", true],
  [" Never ", true],
  ["mon-fri 08:00-18:00", true],
  ["08:00-", true],
])("%j is a text rather than a name: %j", (value, expected) => expect(isScheduleText(value)).toBe(expected));
