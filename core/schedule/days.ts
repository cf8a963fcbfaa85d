import type { Period } from "./model";

/** A local calendar date as the number of days since 1970-01-01. */
export type Day = number;

export const MS_PER_DAY = 86_400_000;
export const MS_PER_MINUTE = 60_000;
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;

/** The input of a period's three filters. */
interface DateParts {
  readonly weekday: number;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly daysInMonth: number;
}

type Rule = (date: DateParts) => boolean;
/** The rule of one term between commas, or undefined if it is not valid. */
type TermParser = (term: string) => Rule | undefined;

/** Whether a period starts on a date. @throws RangeError on an expression that `validate.ts` rejects */
export function dayRule(period: Pick<Period, "days" | "monthDays" | "months">): (day: Day) => boolean {
  const rules = [
    required(parseWeekdays, period.days),
    ...(period.monthDays === undefined ? [] : [required(parseMonthDays, period.monthDays)]),
    ...(period.months === undefined ? [] : [required(parseMonths, period.months)]),
  ];
  return (day) => {
    const date = dateParts(day);
    return rules.every((rule) => rule(date));
  };
}

/** `mon-fri`, `sat,sun`, `fri-mon` (wraps), `all`, `mon#2`, `fri#L`; undefined when malformed. */
export function parseWeekdays(text: string): Rule | undefined {
  return anyTerm(text, (term) => {
    if (term === "all") return () => true;
    const nth = /^(\w{3})#([1-5]|l)$/.exec(term);
    if (nth) return nthWeekday(indexOf(WEEKDAYS, nth[1]), nth[2] as string);
    const within = range(term, (name) => indexOf(WEEKDAYS, name));
    return within && ((date) => within(date.weekday));
  });
}

/** `1-15`, `1,15`, `L` for the last day, `25-5` (wraps), `20-L`; undefined when malformed. */
export function parseMonthDays(text: string): Rule | undefined {
  return anyTerm(text, (term) => {
    if (term === "l") return (date) => date.dayOfMonth === date.daysInMonth;
    const within = range(term, dayOfMonth);
    return within && ((date) => within(date.dayOfMonth));
  });
}

/** `jan-mar`, `nov-feb` (wraps), `jan,jul`; undefined when malformed. */
export function parseMonths(text: string): Rule | undefined {
  return anyTerm(text, (term) => {
    const within = range(term, (name) => indexOf(MONTHS, name));
    return within && ((date) => within(date.month));
  });
}

function required(parse: (text: string) => Rule | undefined, text: string): Rule {
  const rule = parse(text);
  if (!rule) throw new RangeError(`"${text}" does not say which days`);
  return rule;
}

function anyTerm(text: string, parse: TermParser): Rule | undefined {
  const rules: Rule[] = [];
  for (const term of text.toLowerCase().split(",")) {
    const rule = parse(term.trim());
    if (!rule) return undefined;
    rules.push(rule);
  }
  return (date) => rules.some((rule) => rule(date));
}

/** `a` or `a-b`; a range whose end comes before its start wraps around the end of the week, month or year. */
function range(
  term: string,
  parse: (text: string | undefined) => number | undefined,
): ((value: number) => boolean) | undefined {
  const [fromText, toText = fromText, ...more] = term.split("-");
  const from = parse(fromText);
  const to = parse(toText);
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  return from <= to ? (value) => value >= from && value <= to : (value) => value >= from || value <= to;
}

function indexOf(names: readonly string[], name: string | undefined): number | undefined {
  const index = names.indexOf(name ?? "");
  return index < 0 ? undefined : index;
}

function dayOfMonth(text: string | undefined): number | undefined {
  if (text === "l") return 31;
  const number = /^\d{1,2}$/.test(text ?? "") ? Number(text) : 0;
  return number >= 1 && number <= 31 ? number : undefined;
}

function nthWeekday(weekday: number | undefined, which: string): Rule | undefined {
  if (weekday === undefined) return undefined;
  return (date) =>
    date.weekday === weekday &&
    (which === "l"
      ? date.dayOfMonth + 7 > date.daysInMonth
      : Math.ceil(date.dayOfMonth / 7) === Number(which));
}

function dateParts(day: Day): DateParts {
  const date = new Date(day * MS_PER_DAY);
  const month = date.getUTCMonth();
  return {
    weekday: date.getUTCDay(),
    month,
    dayOfMonth: date.getUTCDate(),
    daysInMonth: new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate(),
  };
}
