import type { Period } from "./model";
import { canonicalList } from "./print";
import type { Token } from "./tokens";
import { type Problem, periodProblems } from "./validate";

const EXAMPLE = "mon-fri 08:00-18:00 / sat 10:00-14:00";

/** Words that are a complete schedule, and so cannot be a name. */
export function isWholeText(word: string): boolean {
  return word === "always" || word === "never";
}

type Report = (at: number, problem: Problem) => void;

/**
 * The periods of a schedule's text.
 *
 * @param end end of the tokens: the position of missing parts
 */
export function readPeriods(tokens: readonly Token[], end: number, report: Report): Period[] {
  const parts: { tokens: Token[]; end: number }[] = [{ tokens: [], end }];
  for (const token of tokens) {
    const part = parts.at(-1) as (typeof parts)[number];
    if (token.kind !== "slash") part.tokens.push(token);
    else {
      part.end = token.at;
      parts.push({ tokens: [], end });
    }
  }
  return parts.map((part) => readPeriod(part.tokens, part.end, report));
}

type Fields = { -readonly [field in keyof Period]?: string };

function readPeriod(tokens: readonly Token[], end: number, report: Report): Period {
  const fields: Fields = {};
  const places: { -readonly [field in keyof Period]?: number } = {};
  let understood = true;
  for (const token of tokens) {
    const said = fieldsOf(token);
    if (!said) {
      understood = false;
      report(token.at, notUnderstood(token));
      continue;
    }
    if (Object.keys(said).some((field) => field in fields)) report(token.at, saidBefore(token));
    for (const field of Object.keys(said) as (keyof Period)[]) places[field] = token.at;
    Object.assign(fields, said);
  }
  for (const problem of periodProblems(fields)) {
    const at = places[problem.field];
    if (at !== undefined) report(at, problem);
  }
  if (tokens.length === 0) report(end, { message: "a period is missing", hint: EXAMPLE });
  else if (understood) checkTimes(fields, places.monthDays ?? end, report);
  return { ...fields, days: fields.days ?? "all" };
}

const TIMES_MISSING: Problem = {
  message: "the times are missing",
  hint: "08:00-18:00, or 08:00- to start only, or -18:00 to stop only",
};

function checkTimes({ start, stop, monthDays = "" }: Fields, at: number, report: Report): void {
  if ((start ?? stop) !== undefined) return;
  // Users write hours where the parser expects days of the month.
  const mayBeHours = /^(\d|1\d|2[0-4])-(\d|1\d|2[0-4])$/.test(monthDays);
  report(at, mayBeHours ? hoursAsDays(monthDays) : TIMES_MISSING);
}

function hoursAsDays(monthDays: string): Problem {
  return {
    message: `"${monthDays}" are days of the month, and the times are missing`,
    hint: `${monthDays.replace(/\d+/g, "$&:00")} for hours, or ${monthDays} 08:00-18:00`,
  };
}

/** The fields of a period in a token; undefined if there are none. */
function fieldsOf({ kind, text }: Token): Fields | undefined {
  if (kind === "times") return timesOf(text);
  if (kind !== "word") return undefined;
  const list = canonicalList(text);
  if (/^(all|sun|mon|tue|wed|thu|fri|sat)(?![a-z])/.test(text)) return { days: list };
  if (/^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?![a-z])/.test(text)) return { months: list };
  if (/^(\d{1,2}|l)(?![a-z\d:])/.test(text)) return { monthDays: list };
  return undefined;
}

function timesOf(text: string): Fields {
  const [start, stop] = text.split("-").map((time) => (time === "" ? time : time.padStart(5, "0")));
  return { ...(start ? { start } : {}), ...(stop ? { stop } : {}) };
}

function notUnderstood({ text }: Token): Problem {
  const hint = `${text}-18:00, or ${text}- to start only, or -${text} to stop only`;
  if (/^\d{1,2}:\d{2}$/.test(text)) return { message: `"${text}" lacks its hyphen`, hint };
  return { message: `"${text}" is not a day, a month or a pair of times`, hint: EXAMPLE };
}

function saidBefore({ text }: Token): Problem {
  const hint = "a comma within a list, and a / between periods";
  return { message: `"${text}" comes after another of its kind`, hint };
}
