import { type CompiledSchedule, compile } from "./compile";
import { covers, eventsOf, type ScheduleEvent } from "./events";
import type { Schedule } from "./model";

/** The state that a schedule wants at an instant; instants are milliseconds since the epoch. */
export interface Opinion {
  readonly wish: "running" | "stopped" | "none";
  /** The latest start or stop at or before the instant; null without an opinion, or when always on. */
  readonly boundary: number | null;
  /** The next start or stop, null if there is none within a year. */
  readonly next: number | null;
  /** The kind of `next`. */
  readonly nextKind: "start" | "stop" | null;
  /** A VM started here runs outside the schedule's hours: `offHoursMaxMinutes` limits it. */
  readonly offHours: boolean;
  /**
   * A `KeepUntil` that expired since then stops the VM: the schedule has stops, and has not wanted the VM to run since
   * then. Null: none does.
   */
  readonly keepEndsSince: number | null;
}

/** An answer, and the time span for which it holds. */
interface Answer {
  readonly from: number;
  readonly until: number;
  readonly opinion: Opinion;
}

interface Compiled {
  readonly schedule: CompiledSchedule;
  /** Latest first: a whole fleet is evaluated at one instant, and at the few instants of its next stops. */
  answers: readonly Answer[];
}

const ANSWERS_KEPT = 8;

/** Days to search on either side: most schedules repeat within the first, months and holidays need the others. */
const REACHES = [4, 35, 366] as const;

const cache = new WeakMap<Schedule, Compiled>();

/** @throws RangeError if `validate.ts` rejects the schedule */
export function opinionAt(schedule: Schedule, now: number): Opinion {
  return answerAt(schedule, now).opinion;
}

/** The state that a schedule wants, and until when at least; in milliseconds. @throws RangeError as `opinionAt` */
export function answerAt(schedule: Schedule, now: number): Pick<Answer, "opinion" | "until"> {
  let compiled = cache.get(schedule);
  if (!compiled) {
    compiled = { schedule: compile(schedule), answers: [] };
    cache.set(schedule, compiled);
  }
  for (const known of compiled.answers) if (known.from <= now && now < known.until) return known;
  const found = answer(compiled.schedule, now);
  compiled.answers = [found, ...compiled.answers.slice(0, ANSWERS_KEPT - 1)];
  return found;
}

function answer(schedule: CompiledSchedule, now: number): Answer {
  const { clock } = schedule;
  const today = clock.day(now);
  let found = look(schedule, now, REACHES[0]);
  for (const reach of REACHES.slice(1)) {
    if (schedule.periods.length === 0 || (hasBoundary(found) && found.next)) break;
    found = look(schedule, now, reach);
  }
  return {
    from: Math.max(found.past.at(-1)?.at ?? 0, clock.instant(today, 0)),
    until: Math.min(found.changes, clock.instant(today + 1, 0)),
    opinion: opinion(schedule, found),
  };
}

interface Found {
  readonly past: readonly ScheduleEvent[];
  /** The next event of any kind. */
  readonly changes: number;
  readonly next: ScheduleEvent | undefined;
  readonly covered: boolean;
}

function look(schedule: CompiledSchedule, now: number, reach: number): Found {
  const { clock } = schedule;
  const today = clock.day(now);
  const { spans, events } = eventsOf(schedule, today - reach - 1, today + reach);
  const from = clock.instant(today - reach, 0);
  const until = clock.instant(today + reach + 1, 0);
  const certain = events.filter(({ at }) => from <= at && at < until);
  const future = certain.filter(({ at }) => at > now);
  return {
    past: certain.filter(({ at }) => at <= now),
    changes: future[0]?.at ?? until,
    next: nextOf(future),
    covered: covers(spans, now),
  };
}

/**
 * The end of a start's day does not determine what came before: its start, or another period's stop, may be earlier.
 */
function hasBoundary({ past }: Found): boolean {
  return past.some(({ kind }) => kind !== "end");
}

/** The next start or stop; of several at one instant the last, which takes precedence. */
function nextOf(future: readonly ScheduleEvent[]): ScheduleEvent | undefined {
  const first = future.find(({ kind }) => kind !== "end");
  return first && future.findLast(({ at, kind }) => at === first.at && kind !== "end");
}

function opinion({ hasHours, hasStops }: CompiledSchedule, { past, next: event, covered }: Found): Opinion {
  const coming = {
    next: event?.at ?? null,
    nextKind: event && event.kind !== "end" ? event.kind : null,
  };
  const since = (instant: number) => (hasStops ? instant : null);
  const boundary = past.findLast(({ kind }) => kind !== "end");
  if (!boundary) {
    // Running time that began before the searched days has no boundary: always on.
    return covered
      ? { wish: "running", boundary: null, ...coming, offHours: false, keepEndsSince: null }
      : {
          wish: "none",
          boundary: null,
          ...coming,
          offHours: hasHours,
          keepEndsSince: since(Number.NEGATIVE_INFINITY),
        };
  }
  const { at, kind } = boundary;
  if (kind === "stop") {
    return { wish: "stopped", boundary: at, ...coming, offHours: hasHours, keepEndsSince: since(at) };
  }
  const end = past.find(({ kind: other, of }) => other === "end" && of === at);
  return end
    ? { wish: "none", boundary: null, ...coming, offHours: false, keepEndsSince: since(end.at) }
    : { wish: "running", boundary: at, ...coming, offHours: false, keepEndsSince: null };
}
