import fc from "fast-check";
import { DateTime } from "luxon";
import { opinionAt } from "../../../core/schedule/boundaries";
import { decide } from "../../../core/schedule/decide";
import type { Schedule, VmView } from "../../../core/schedule/model";
import { period, RULES, schedule, wantsRunning } from "./fixtures";
import { anyMixedSchedule } from "./generators";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONES = [
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Asia/Kolkata",
  "Asia/Beirut",
];

const time = fc
  .integer({ min: 0, max: 95 })
  .map(
    (quarter) =>
      `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`,
  );
const days = fc.constantFrom("all", "mon-fri", "sat,sun", "fri-mon", "mon#2", "fri#L,tue", "wed");
const twoSided = fc.record({ days, start: time, stop: fc.oneof(time, fc.constant("24:00")) });
const anySchedule = fc.record({
  timezone: fc.constantFrom(...ZONES),
  periods: fc.array(twoSided, { minLength: 1, maxLength: 3 }),
  skipDates: fc.constant<string[]>([]),
});
const anyInstant = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2040-12-31") });
/** Unequal steps between runs, some of them long: runs may come late or not at all. */
const anySteps = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 20 * MINUTE }), fc.integer({ min: 1, max: 9 * HOUR })),
  {
    minLength: 5,
    maxLength: 25,
  },
);

const LAUNCHED_LONG_AGO = { id: "i-1", launchTime: new Date("2019-01-01T00:00:00Z"), tags: {} };

/** EC2's data after an action of the scheduler. */
function apply(vm: VmView, action: string, now: Date): VmView {
  if (action === "start") return { ...LAUNCHED_LONG_AGO, state: "running", launchTime: now };
  if (action !== "stop") return vm;
  const at = now.toISOString().slice(0, 19).replace("T", " ");
  return {
    ...vm,
    state: "stopped",
    stateReasonCode: "Client.UserInitiatedShutdown",
    stateTransitionReason: `User initiated (${at} GMT)`,
  };
}

const stopped: VmView = { ...LAUNCHED_LONG_AGO, state: "stopped", stateReasonCode: "Server.InternalError" };
const on: VmView = { ...LAUNCHED_LONG_AGO, state: "running" };

/** A VM may be left running within five minutes of the next start. */
const isNearStart = (of: Schedule, now: number) => wantsRunning(of, new Date(now + 5 * MINUTE));

describe("a VM that only the scheduler changes", () => {
  test("is in the state that the schedule wants after every run, whenever it runs", () => {
    fc.assert(
      fc.property(
        fc.oneof(anySchedule, anyMixedSchedule),
        anyInstant,
        anySteps,
        fc.constantFrom(on, stopped),
        (of, begin, steps, first) => {
          let vm = first;
          let now = begin;
          for (const step of steps) {
            now += step;
            vm = apply(
              vm,
              decide({ schedule: of, vm, now: new Date(now), rules: RULES }).action,
              new Date(now),
            );
            const { wish } = opinionAt(of, now);
            if (wish === "running") expect(vm.state).toBe("running");
            if (wish === "stopped" && !isNearStart(of, now)) expect(vm.state).toBe("stopped");
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test("gets at most one action per boundary, and a repeated run changes nothing", () => {
    fc.assert(
      fc.property(fc.oneof(anySchedule, anyMixedSchedule), anyInstant, anySteps, (of, begin, steps) => {
        let vm = stopped;
        let now = begin;
        const orders = new Map<number, string>();
        for (const step of steps) {
          now += step;
          const { action, boundary } = decide({ schedule: of, vm, now: new Date(now), rules: RULES });
          if (action === "none") continue;
          const key = boundary?.getTime() ?? 0;
          expect(orders.get(key)).toBeUndefined();
          orders.set(key, action);
          vm = apply(vm, action, new Date(now));
          expect(decide({ schedule: of, vm, now: new Date(now), rules: RULES }).action).toBe("none");
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("user actions", () => {
  const anyMoment = fc.tuple(anySchedule, anyInstant, fc.integer({ min: 0, max: 3 * HOUR }));

  test("a user's stop in a period lasts until the next start", () => {
    fc.assert(
      fc.property(anyMoment, ([of, at, later]) => {
        fc.pre(wantsRunning(of, new Date(at)));
        const vm = apply(on, "stop", new Date(at + 999));
        const { boundary, action } = decide({
          schedule: of,
          vm,
          now: new Date(at + 1000 + later),
          rules: RULES,
        });
        if (boundary === null || boundary.getTime() <= at) expect(action).toBe("none");
      }),
      { numRuns: 200 },
    );
  });

  test("a user's start outside the periods lasts until the limit, or until an earlier stop", () => {
    fc.assert(
      fc.property(anyMoment, ([of, at, later]) => {
        fc.pre(!wantsRunning(of, new Date(at)));
        const vm: VmView = { ...on, launchTime: new Date(at) };
        const decideAt = (now: number) => decide({ schedule: of, vm, now: new Date(now), rules: RULES });
        const soon = decideAt(at + later);
        if (soon.action === "stop") expect(soon.boundary?.getTime()).toBeGreaterThan(at);
        const limit = at + RULES.offHoursMaxMinutes * MINUTE;
        if (!wantsRunning(of, new Date(limit)))
          expect(isNearStart(of, limit) || decideAt(limit).action === "stop").toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a plain day", () => {
  test("has the VM running exactly in its local hours, apart from clock changes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), anyInstant, time, time, (timezone, at, start, stop) => {
        fc.pre(start < stop);
        const local = DateTime.fromMillis(at, { zone: timezone });
        const quiet = local.minus({ days: 2 }).offset === local.plus({ days: 2 }).offset;
        fc.pre(quiet);
        const clockShows = local.toFormat("HH:mm");
        const wanted = start <= clockShows && clockShows < stop && local.weekday <= 5;
        const of: Schedule = schedule(timezone, [period("mon-fri", start, stop)]);
        expect(wantsRunning(of, new Date(at))).toBe(wanted);
      }),
      { numRuns: 300 },
    );
  });

  test("has one start and one stop on every date, including clock changes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), anyInstant, (timezone, at) => {
        const of = schedule(timezone, [period("all", "00:30", "23:30")]);
        const begin = DateTime.fromMillis(at, { zone: timezone })
          .startOf("day")
          .plus({ hours: 12 })
          .toMillis();
        const end = begin + 3 * DAY - 2 * HOUR;
        const boundaries: number[] = [];
        for (let now = begin; now < end && boundaries.length < 10; now = boundaries.at(-1) ?? end) {
          const { next } = decide({ schedule: of, vm: on, now: new Date(now), rules: RULES });
          boundaries.push(next?.getTime() ?? end);
        }
        // Noon to ten o'clock of the third day after: three stops and three starts.
        expect(boundaries.filter((boundary) => boundary <= end)).toHaveLength(6);
      }),
      { numRuns: 60 },
    );
  });
});
