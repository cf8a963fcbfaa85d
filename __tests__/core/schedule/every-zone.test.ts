import { decide } from "../../../core/schedule/decide";
import type { Schedule, VmView } from "../../../core/schedule/model";
import { allClockChanges, type ClockChange } from "./clock-changes";
import { period, RULES, schedule } from "./fixtures";

const MINUTE = 60_000;
const DAY = 86_400_000;
const ALL = allClockChanges();

/** One of all changes with the same offsets, at the same local time of the same month: the others are equivalent. */
const CHANGES = [...new Map(ALL.map((change) => [kindOf(change), change])).values()];

function kindOf({ at, before, after }: ClockChange): string {
  const wall = new Date(at + before * MINUTE).toISOString();
  return [before, after, wall.slice(5, 7), wall.slice(11, 16)].join();
}

const clock = (wall: number) => new Date(wall).toISOString().slice(11, 16);
const ago = { id: "i-1", launchTime: new Date("2019-01-01T00:00:00Z"), tags: {} };
const OFF: VmView = { ...ago, state: "stopped", stateReasonCode: "Server.InternalError" };
const ON: VmView = { ...ago, state: "running" };
const actions = (of: Schedule, at: number) =>
  [ON, OFF].map((vm) => decide({ schedule: of, vm, now: new Date(at), rules: RULES }).action);

/** Ten-hour periods that begin or end within the skipped or repeated time, and others at its edges. */
function schedulesAt({ zone, at, before, after }: ClockChange): Schedule[] {
  const wall = at + Math.min(before, after) * MINUTE;
  const length = Math.abs(after - before) * MINUTE;
  return [wall, wall + Math.floor(length / 2 / MINUTE) * MINUTE, wall + length].flatMap((edge) => [
    schedule(zone, [period("all", clock(edge), clock(edge + DAY - 14 * 60 * MINUTE))]),
    schedule(zone, [period("all", clock(edge + 14 * 60 * MINUTE), clock(edge))]),
  ]);
}

/** The starts and stops of four days around a change. */
function boundariesAround(of: Schedule, at: number): number[] {
  const found: number[] = [];
  for (let now = at - 2 * DAY; now < at + 2 * DAY; now = found.at(-1) ?? now + DAY) {
    const { next } = decide({ schedule: of, vm: ON, now: new Date(now), rules: RULES });
    if (next) found.push(next.getTime());
    else break;
  }
  return found;
}

test("the zones have many kinds of clock changes", () => {
  expect(ALL.length).toBeGreaterThan(1000);
  expect(CHANGES.length).toBeGreaterThan(50);
  expect(new Set(CHANGES.map(({ before, after }) => after - before)).size).toBeGreaterThan(3);
});

test("at every clock change in every zone, each day has its start and its stop, in turn", () => {
  for (const change of CHANGES) {
    for (const of of schedulesAt(change)) {
      const boundaries = boundariesAround(of, change.at);
      const wishes = boundaries.map((at) => actions(of, at).join());
      // Eight in four days; one or two more at the edges of the checked time.
      expect([8, 9, 10]).toContain(boundaries.length);
      for (const [index, wish] of wishes.entries()) {
        expect(["none,start", "stop,none"]).toContain(wish);
        if (index > 0) expect(wish).not.toBe(wishes[index - 1]);
      }
    }
  }
});

test("between two boundaries the decision is the same, early, late, and at any phase of the runs", () => {
  for (const change of CHANGES.filter((_, index) => index % 3 === 0)) {
    for (const of of schedulesAt(change)) {
      const boundaries = boundariesAround(of, change.at);
      for (const [index, at] of boundaries.slice(0, -1).entries()) {
        const next = boundaries[index + 1] ?? at;
        const early = actions(of, at);
        // A stop is skipped in the five minutes before a start.
        for (const later of [at + 1, at + 61_234, (at + next) / 2, next - 6 * MINUTE]) {
          expect(actions(of, later)).toEqual(early);
        }
        expect(decide({ schedule: of, vm: OFF, now: new Date(next - 1), rules: RULES }).action).toBe(
          early[1],
        );
      }
    }
  }
});
