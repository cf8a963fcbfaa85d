import { opinionAt } from "../../core/schedule/boundaries";
import type { Schedule } from "../../core/schedule/model";

export interface Boundary {
  readonly kind: "start" | "stop";
  readonly at: Date;
}

/** The next starts and stops after an instant, at most `count`; fewer when a year brings no more. */
export function nextBoundaries(schedule: Schedule, from: Date, count: number): Boundary[] {
  const found: Boundary[] = [];
  let at = from.getTime();
  while (found.length < count) {
    const { next, nextKind } = opinionAt(schedule, at);
    if (next === null || nextKind === null) break;
    found.push({ kind: nextKind, at: new Date(next) });
    at = next;
  }
  return found;
}
