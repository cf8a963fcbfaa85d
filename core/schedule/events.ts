import type { CompiledPeriod, CompiledSchedule } from "./compile";
import type { Day } from "./days";
import type { ZoneClock } from "./instants";

/** Running time from `from` until `to`, exclusive; instants in milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** An instant at which the wanted state changes. */
export interface ScheduleEvent {
  readonly at: number;
  /** `end`: a start without a stop has no effect after its day. */
  readonly kind: "end" | "stop" | "start";
  /** For an `end`: the instant of its start. */
  readonly of?: number;
}

/** At the same instant a start takes precedence over a stop: adjoining periods do not stop a VM. */
const ORDER: Record<ScheduleEvent["kind"], number> = { end: 0, stop: 1, start: 2 };

/**
 * Running time of all periods that start on the dates `first` to `last`, joined if they overlap or adjoin, and the
 * starts and stops in order. Events on `first` itself, or at the end of `last` and later, may change when more dates
 * are included.
 */
export function eventsOf(
  { clock, periods }: CompiledSchedule,
  first: Day,
  last: Day,
): { readonly spans: readonly Span[]; readonly events: readonly ScheduleEvent[] } {
  const spans: Span[] = [];
  const oneSided: ScheduleEvent[] = [];
  for (const period of periods) {
    for (let day = first; day <= last; day++) {
      if (!period.startsOn(day)) continue;
      const span = spanOn(clock, period, day);
      if (span) spans.push(span);
      else oneSided.push(...oneSidedEvents(clock, period, day));
    }
  }
  const union = join(spans);
  const events = [
    ...oneSided.filter(({ kind, at }) => kind !== "end" || !covers(union, at)),
    ...union.flatMap<ScheduleEvent>(({ from, to }) => [
      { at: from, kind: "start" },
      { at: to, kind: "stop" },
    ]),
  ].sort((a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind]);
  return { spans: union, events };
}

export function covers(spans: readonly Span[], instant: number): boolean {
  return spans.some(({ from, to }) => from <= instant && instant < to);
}

function spanOn(clock: ZoneClock, { start, stop }: CompiledPeriod, day: Day): Span | undefined {
  if (start === undefined || stop === undefined) return undefined;
  return { from: clock.instant(day, start), to: clock.instant(stop <= start ? day + 1 : day, stop) };
}

function oneSidedEvents(clock: ZoneClock, { start, stop }: CompiledPeriod, day: Day): ScheduleEvent[] {
  if (stop !== undefined) return [{ at: clock.instant(day, stop), kind: "stop" }];
  if (start === undefined) return [];
  const at = clock.instant(day, start);
  return [
    { at, kind: "start" },
    { at: clock.instant(day + 1, 0), kind: "end", of: at },
  ];
}

function join(spans: readonly Span[]): Span[] {
  const union: Span[] = [];
  // A period may be empty because of a clock change.
  const sorted = spans.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  for (const span of sorted) {
    const previous = union.at(-1);
    if (previous && span.from <= previous.to) {
      union[union.length - 1] = { from: previous.from, to: Math.max(previous.to, span.to) };
    } else {
      union.push(span);
    }
  }
  return union;
}
