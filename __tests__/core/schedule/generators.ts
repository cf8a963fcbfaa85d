import fc from "fast-check";
import type { NamedSchedule, Period, Schedule } from "../../../core/schedule/model";

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;

const two = (value: number) => String(value).padStart(2, "0");
const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

const rangeOf = (names: fc.Arbitrary<string>) =>
  fc.oneof(
    names,
    fc.tuple(names, names).map(([from, to]) => `${from}-${to}`),
  );
const listOf = (terms: fc.Arbitrary<string>) =>
  fc.array(terms, { minLength: 1, maxLength: 3 }).map((list) => list.join(","));

const weekday = fc.constantFrom(...WEEKDAYS);
const days = fc.oneof(
  fc.constant("all"),
  listOf(
    fc.oneof(
      rangeOf(weekday),
      fc
        .tuple(weekday, fc.constantFrom("1", "2", "3", "4", "5", "L"))
        .map(([name, which]) => `${name}#${which}`),
    ),
  ),
);
const monthDay = fc.integer({ min: 1, max: 31 }).map(String);
const monthDays = listOf(
  fc.oneof(
    rangeOf(monthDay),
    fc.constant("L"),
    monthDay.map((day) => `${day}-L`),
  ),
);
const months = listOf(rangeOf(fc.constantFrom(...MONTHS)));
const start = fc.integer({ min: 0, max: 1439 }).map(clock);
const stop = fc.integer({ min: 0, max: 1440 }).map(clock);

const filters = fc.record({ days, monthDays, months }, { requiredKeys: ["days"] });
/** Any period that is right, in the spelling that is printed. */
const anyPeriod: fc.Arbitrary<Period> = fc
  .tuple(filters, fc.oneof(fc.record({ start, stop }), fc.record({ start }), fc.record({ stop })))
  .map(([which, times]) => ({ ...which, ...times }));

const date = fc
  .integer({ min: 0, max: 4000 })
  .map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10));
const skipDate = fc.oneof(
  date,
  fc.tuple(date, date).map((dates) => dates.toSorted().join("/")),
);

/** Any schedule that is right, in the spelling that is printed. */
export const anyNamedSchedule: fc.Arbitrary<NamedSchedule> = fc.record(
  {
    timezone: fc.constantFrom("Europe/Berlin", "US/Eastern", "Etc/GMT+5", "America/Port-au-Prince", "UTC"),
    periods: fc.array(anyPeriod, { maxLength: 4 }),
    skipDates: fc.array(skipDate, { maxLength: 3 }),
  },
  { requiredKeys: ["periods", "skipDates"] },
);

const seldom = fc.oneof(
  fc.record(
    { days: fc.constant("all"), monthDays: fc.constantFrom("1", "15", "L", "1-7"), months },
    { requiredKeys: ["days", "monthDays"] },
  ),
  fc.record({ days: fc.constantFrom("mon#1", "fri#L"), months }, { requiredKeys: ["days"] }),
);
const weekly = fc.record({
  days: fc.oneof(fc.constantFrom("all", "mon-fri", "sat,sun", "fri-mon"), weekday),
});
const times = fc.oneof(fc.record({ start, stop }), fc.record({ start }), fc.record({ stop }));
const periodsOn = (which: fc.Arbitrary<Omit<Period, "start" | "stop">>) =>
  fc.tuple(which, times).map(([filter, sides]): Period => ({ ...filter, ...sides }));
const onceAWeek = fc.record({ days: weekday, start });

/** Periods with a start, a stop, or both, side by side; every one comes at least once a year. */
export const anyMixedSchedule: fc.Arbitrary<Schedule> = fc.record({
  timezone: fc.constantFrom("UTC", "America/New_York", "Europe/Berlin", "Asia/Beirut", "Australia/Lord_Howe"),
  periods: fc.oneof(
    fc.array(periodsOn(fc.oneof(weekly, seldom)), { minLength: 1, maxLength: 3 }),
    // Days go by between a start without a stop and whatever else there is.
    fc.tuple(onceAWeek, periodsOn(fc.oneof(seldom, fc.record({ days: weekday })))),
  ),
  skipDates: fc.constant<string[]>([]),
});
