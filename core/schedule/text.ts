import type { NamedSchedule, Period } from "./model";
import { isWholeText, readPeriods } from "./text-periods";
import { type Token, tokensOf } from "./tokens";
import { type Problem, skipDateProblem, timezoneProblem } from "./validate";

/** A problem of a schedule's text, with its position. */
export interface TextProblem extends Problem {
  /** Characters before the position. */
  readonly at: number;
}

/**
 * Reads a schedule written as one line, such as `mon-fri 08:00-18:00 / sat#L 10:00-14:00 except 2026-12-25
 * @Asia/Tokyo`:
 *
 *     schedule = [zone] (periods | "always" | "never") ["except" dates] [zone]
 *     periods  = period { "/" period }        period = { weekdays | months | month-days } times
 *     times    = "08:00-18:00" | "08:00-" | "-18:00"        zone = "@" IANA name
 *     dates    = date { "," date }            date = "2026-12-25" | "2026-12-24..2027-01-01"
 *
 * Lists are joined by commas, case does not matter, and a text without a zone uses each VM's own. All problems are
 * reported at once. `printSchedule` is the inverse.
 */
export function parseScheduleText(
  text: string,
): { readonly schedule: NamedSchedule } | { readonly problems: readonly TextProblem[] } {
  const problems: TextProblem[] = [];
  const report = (at: number, { message, hint }: Problem) => problems.push({ at, message, hint });
  const all = tokensOf(text);
  const timezone = readZone(all, report);
  const tokens = all.filter(({ kind }) => kind !== "zone");
  const found = tokens.findIndex((token) => token.kind === "word" && token.text === "except");
  const except = found < 0 ? tokens.length : found;
  const dates = tokens.slice(except);
  const schedule = {
    ...(timezone === undefined ? {} : { timezone }),
    periods: readBody(tokens.slice(0, except), dates[0]?.at ?? text.length, report),
    skipDates: readDates(dates, text.length, report),
  };
  return problems.length > 0 ? { problems: problems.toSorted((a, b) => a.at - b.at) } : { schedule };
}

/** Whether a value that may also be a schedule's name is a text: names are words with hyphens. */
export function isScheduleText(value: string): boolean {
  return /[^a-z0-9-]/i.test(value.trim()) || isWholeText(value.trim().toLowerCase());
}

/** The first problem of a text, with its position, for users. */
export function scheduleTextProblem(text: string): Problem | undefined {
  const parsed = parseScheduleText(text);
  if ("schedule" in parsed) return undefined;
  const [first] = parsed.problems;
  return first && { message: withPlace(first), hint: first.hint };
}

/** The problem with its position, for users. */
export function withPlace({ message, at }: TextProblem): string {
  return `${message} (at character ${at + 1})`;
}

type Report = (at: number, problem: Problem) => void;

function readZone(tokens: readonly Token[], report: Report): string | undefined {
  const [zone, second] = tokens.filter(({ kind }) => kind === "zone");
  if (!zone) return undefined;
  const problem = timezoneProblem(zone.text);
  if (problem) report(zone.at, problem);
  if (second) report(second.at, { message: "a second time zone", hint: "one zone, such as @Europe/Berlin" });
  else if (zone !== tokens[0] && zone !== tokens.at(-1)) {
    report(zone.at, { message: "a time zone within the schedule", hint: "the zone first, or last" });
  }
  return zone.text;
}

function readBody(tokens: readonly Token[], end: number, report: Report): Period[] {
  const [only, second] = tokens;
  if (only && !second && isWholeText(only.text)) {
    return only.text === "always" ? [{ days: "all", start: "00:00", stop: "00:00" }] : [];
  }
  return readPeriods(tokens, end, report);
}

function readDates([except, ...tokens]: readonly Token[], end: number, report: Report): string[] {
  if (except && tokens.length === 0) {
    report(end, { message: "the dates are missing", hint: "except 2026-12-24..2027-01-01" });
  }
  return tokens.flatMap(({ kind, text, at }) => {
    const dates = kind === "word" ? text.split(",").map((date) => date.replace("..", "/")) : [text];
    for (const date of dates) {
      if (kind === "word" && !skipDateProblem(date)) continue;
      report(at, {
        message: `"${kind === "word" ? date.replace("/", "..") : date}" is not a date, nor two in order`,
        hint: "2026-12-25, or 2026-12-24..2027-01-01 with both days included, after all periods",
      });
    }
    return dates;
  });
}
