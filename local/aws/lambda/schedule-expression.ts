import { DateTime } from "luxon";

const UNIT_MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MINUTE_MS = 60_000;

/** Minutes between two runs of a `rate(…)`; undefined for other expressions. */
export function rateMinutes(expression: string): number | undefined {
  const match = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const unit = match?.[2] && UNIT_MINUTES[match[2]];
  return unit ? Number(match[1]) * unit : undefined;
}

/**
 * Instants after `from` and up to `to` at which the expression is due, in whole minutes. A rate is due at its multiples
 * since the epoch, a `cron(…)` by the local time of `timezone`.
 * @throws for an expression with elements other than numbers, names, lists, ranges and steps.
 */
export function dueTimes(expression: string, timezone: string, from: Date, to: Date): Date[] {
  const isDue = matcher(expression, timezone);
  const due: Date[] = [];
  const first = (Math.floor(from.getTime() / MINUTE_MS) + 1) * MINUTE_MS;
  for (let instant = first; instant <= to.getTime(); instant += MINUTE_MS) {
    if (isDue(instant)) due.push(new Date(instant));
  }
  return due;
}

function matcher(expression: string, timezone: string): (instant: number) => boolean {
  const rate = rateMinutes(expression);
  if (rate) return (instant) => (instant / MINUTE_MS) % rate === 0;
  const once = /^at\((.+)\)$/.exec(expression)?.[1];
  if (once) {
    const at = DateTime.fromISO(once, { zone: timezone }).startOf("minute").toMillis();
    return (instant) => instant === at;
  }
  const cron = /^cron\((.+)\)$/.exec(expression)?.[1];
  if (!cron) throw new Error(`${expression} is not a schedule expression`);
  return cronMatcher(cron.trim().split(/\s+/), timezone);
}

function cronMatcher(fields: readonly string[], timezone: string): (instant: number) => boolean {
  const [minutes, hours, daysOfMonth, months, daysOfWeek, years] = fields;
  if (!minutes || !hours || !daysOfMonth || !months || !daysOfWeek || !years || fields.length > 6) {
    throw new Error(`cron(${fields.join(" ")}) needs six fields`);
  }
  const allowed = {
    minute: values(minutes, 0, 59),
    hour: values(hours, 0, 23),
    day: values(daysOfMonth, 1, 31),
    month: values(months, 1, 12, MONTHS, 1),
    year: values(years, 1970, 2199),
  };
  const week = values(daysOfWeek, 1, 7, DAYS, 1);
  return (instant) => {
    const local = DateTime.fromMillis(instant, { zone: timezone });
    // luxon counts from Monday as 1, cron from Sunday as 1.
    if (!week.has((local.weekday % 7) + 1)) return false;
    return Object.entries(allowed).every(([unit, set]) => set.has(local[unit as keyof typeof allowed]));
  };
}

function values(
  field: string,
  lowest: number,
  highest: number,
  names: readonly string[] = [],
  firstName = 0,
): ReadonlySet<number> {
  const number = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + firstName : Number(text);
    if (!/^\w+$/.test(text) || !Number.isInteger(value) || value < lowest || value > highest) {
      throw new Error(`cannot read ${text} in the cron field ${field}`);
    }
    return value;
  };
  const set = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", step] = part.split("/");
    const any = range === "*" || range === "?";
    const [low, high] = any ? [lowest, highest] : range.split("-").map(number);
    const end = high ?? (step ? highest : low);
    for (let value = low ?? lowest; value <= (end ?? highest); value += step ? Number(step) : 1)
      set.add(value);
  }
  return set;
}
