import { decide, REASONS } from "../../../core/schedule/decide";
import type { Schedule, VmView } from "../../../core/schedule/model";
import { judge, OFFICE, period, RULES, running, schedule, stoppedBecause, stoppedByApi } from "./fixtures";

const ALWAYS_ON = schedule("UTC", [period("all", "00:00", "00:00")]);
const START_ONLY = schedule("America/New_York", [period("mon-fri", "08:00")]);
const STOP_ONLY = schedule("America/New_York", [period("mon-fri", undefined, "18:00")]);
const NO_PERIODS = schedule("UTC", []);

type Case = [string, VmView, string, [string, string, string | null]];
const table = (of: Schedule, cases: Case[]) =>
  test.each(cases)("%s", (_, vm, now, expected) => expect(judge(of, vm, now)).toEqual(expected));

/** Monday 2 March 2026: the office opens at 13:00 UTC and closes at 23:00. */
const MONDAY = "2026-03-02T13:00:00Z";
const FRIDAY_CLOSE = "2026-02-27T23:00:00Z";
const LAST_WEEK = "2026-02-27T13:00:05Z";

describe("a stopped VM in its period", () => {
  table(OFFICE, [
    ["is started", stoppedByApi(LAST_WEEK, "2026-02-27T23:00:07Z"), MONDAY, ["start", "period", MONDAY]],
    [
      "is started by a later run when the first ones were missed",
      stoppedByApi(LAST_WEEK, "2026-02-27T23:00:07Z"),
      "2026-03-02T22:55:00Z",
      ["start", "period", MONDAY],
    ],
    [
      "is started on the next day when a whole day was missed",
      stoppedByApi(LAST_WEEK, "2026-02-27T23:00:07Z"),
      "2026-03-03T14:00:00Z",
      ["start", "period", "2026-03-03T13:00:00Z"],
    ],
    [
      "stays stopped when a user stopped it since",
      stoppedByApi("2026-03-02T13:00:05Z", "2026-03-02T15:20:00Z"),
      "2026-03-02T15:25:00Z",
      ["none", "stopped-by-person", MONDAY],
    ],
    [
      "stays stopped when a user stopped it at the very start",
      stoppedByApi(LAST_WEEK, "2026-03-02T13:00:00Z"),
      "2026-03-02T13:05:00Z",
      ["none", "stopped-by-person", MONDAY],
    ],
    [
      "is started on the day after a user stopped it",
      stoppedByApi("2026-03-02T13:00:05Z", "2026-03-02T15:20:00Z"),
      "2026-03-03T13:00:00Z",
      ["start", "period", "2026-03-03T13:00:00Z"],
    ],
    [
      "is started when it shut itself down before the period, according to its launch time",
      stoppedBecause(LAST_WEEK, "Client.InstanceInitiatedShutdown"),
      MONDAY,
      ["start", "period", MONDAY],
    ],
    [
      "stays stopped when it shut itself down and was launched since",
      stoppedBecause("2026-03-02T13:00:05Z", "Client.InstanceInitiatedShutdown"),
      "2026-03-02T16:00:00Z",
      ["none", "stopped-by-person", MONDAY],
    ],
    [
      "stays stopped when StoppedAt says it shut itself down since",
      stoppedBecause(LAST_WEEK, "Client.InstanceInitiatedShutdown", { StoppedAt: "2026-03-02T15:00:00Z" }),
      "2026-03-02T16:00:00Z",
      ["none", "stopped-by-person", MONDAY],
    ],
    [
      "is started when StoppedAt lies before the period",
      stoppedBecause(LAST_WEEK, "Client.InstanceInitiatedShutdown", { StoppedAt: "2026-02-27T20:00:00Z" }),
      MONDAY,
      ["start", "period", MONDAY],
    ],
    [
      "is started when StoppedAt claims a stop that is still to come",
      stoppedBecause(LAST_WEEK, "Client.InstanceInitiatedShutdown", { StoppedAt: "2099-01-01T00:00:00Z" }),
      MONDAY,
      ["start", "period", MONDAY],
    ],
    [
      "stays stopped when StoppedAt is of an earlier run and the launch is newer",
      stoppedBecause("2026-03-02T14:00:00Z", "Client.InstanceInitiatedShutdown", {
        StoppedAt: "2026-02-20T20:00:00Z",
      }),
      "2026-03-02T16:00:00Z",
      ["none", "stopped-by-person", MONDAY],
    ],
    [
      "stays stopped when a user hibernated it since",
      {
        ...stoppedByApi(LAST_WEEK, "2026-03-02T15:20:00Z"),
        stateReasonCode: "Client.UserInitiatedHibernate",
      },
      "2026-03-02T15:25:00Z",
      ["none", "stopped-by-person", MONDAY],
    ],
    [
      "stays stopped when a user's stop has no time and it was launched since",
      { ...stoppedByApi("2026-03-02T13:00:05Z", ""), stateTransitionReason: "User initiated" },
      "2026-03-02T15:25:00Z",
      ["none", "stopped-by-person", MONDAY],
    ],
    [
      "is left alone until PausedUntil",
      stoppedByApi(LAST_WEEK, "2026-02-27T23:00:07Z", { PausedUntil: "2026-03-02T17:00:00Z" }),
      "2026-03-02T16:59:00Z",
      ["none", "paused", MONDAY],
    ],
    [
      "is started once PausedUntil has come",
      stoppedByApi(LAST_WEEK, "2026-02-27T23:00:07Z", { PausedUntil: "2026-03-02T12:00:00-05:00" }),
      "2026-03-02T17:00:00Z",
      ["start", "period", MONDAY],
    ],
    [
      "is started despite a malformed PausedUntil",
      stoppedByApi(LAST_WEEK, "2026-02-27T23:00:07Z", { PausedUntil: "next week" }),
      MONDAY,
      ["start", "period", MONDAY],
    ],
    [
      "is left alone when opted out",
      stoppedByApi(LAST_WEEK, "2026-02-27T23:00:07Z", { AutoSchedule: "off" }),
      MONDAY,
      ["none", "opted-out", MONDAY],
    ],
  ]);

  test.each([
    "Server.SpotInstanceShutdown",
    "Server.InsufficientInstanceCapacity",
    "Server.InternalError",
    "Server.ScheduledStop",
    "Client.InternalError",
    "Client.VolumeLimitExceeded",
    "Client.InvalidSnapshot.NotFound",
  ])("is started again after %s, although the launch time changed", (code) => {
    const vm = stoppedBecause("2026-03-02T14:00:00Z", code);
    expect(judge(OFFICE, vm, "2026-03-02T14:05:00Z")).toEqual(["start", "period", MONDAY]);
  });
});

describe("a stopped VM outside its periods", () => {
  table(OFFICE, [
    [
      "stays stopped",
      stoppedByApi(LAST_WEEK, "2026-02-27T23:00:07Z"),
      "2026-03-01T12:00:00Z",
      ["none", "as-it-should-be", FRIDAY_CLOSE],
    ],
    [
      "stays stopped although AWS stopped it",
      stoppedBecause(LAST_WEEK, "Server.InternalError"),
      "2026-03-02T23:00:00Z",
      ["none", "as-it-should-be", "2026-03-02T23:00:00Z"],
    ],
  ]);
});

describe("a running VM in its period", () => {
  table(OFFICE, [
    [
      "is left running",
      running("2026-03-02T13:00:05Z"),
      "2026-03-02T18:00:00Z",
      ["none", "as-it-should-be", MONDAY],
    ],
    [
      "is left running past four hours when it was started just before",
      running("2026-03-02T12:30:00Z"),
      "2026-03-02T22:59:00Z",
      ["none", "as-it-should-be", MONDAY],
    ],
    [
      "is left running after its KeepUntil",
      running("2026-03-02T13:00:05Z", { KeepUntil: "2026-03-02T15:00:00Z" }),
      "2026-03-02T18:00:00Z",
      ["none", "as-it-should-be", MONDAY],
    ],
  ]);
});

describe("a running VM outside its periods", () => {
  const close = "2026-03-02T23:00:00Z";
  table(OFFICE, [
    ["is stopped", running("2026-03-02T13:00:05Z"), close, ["stop", "period-ended", close]],
    [
      "is stopped by a later run when some were missed",
      running("2026-03-02T13:00:05Z"),
      "2026-03-03T09:00:00Z",
      ["stop", "period-ended", close],
    ],
    [
      "is stopped when it has run for days",
      running("2026-02-20T13:00:05Z"),
      "2026-03-01T09:00:00Z",
      ["stop", "period-ended", FRIDAY_CLOSE],
    ],
    [
      "is left running when a user started it since",
      running("2026-03-02T23:30:00Z"),
      "2026-03-03T03:29:00Z",
      ["none", "started-by-person", close],
    ],
    [
      "is left running when a user started it at the very stop",
      running(close),
      "2026-03-02T23:05:00Z",
      ["none", "started-by-person", close],
    ],
    [
      "is stopped for its period's end when it was launched in the period, however late the run",
      running("2026-03-02T22:00:00Z"),
      "2026-03-03T03:00:00Z",
      ["stop", "period-ended", close],
    ],
    [
      "is stopped four hours after a user started it on Friday evening",
      running("2026-02-27T23:30:00Z"),
      "2026-02-28T03:30:00Z",
      ["stop", "off-hours-limit", "2026-02-28T03:30:00Z"],
    ],
    [
      "is kept until KeepUntil",
      running("2026-03-02T13:00:05Z", { KeepUntil: "2026-03-03T01:00:00Z" }),
      "2026-03-03T00:59:00Z",
      ["none", "kept", close],
    ],
    [
      "is stopped once KeepUntil has come",
      running("2026-03-02T13:00:05Z", { KeepUntil: "2026-03-03T01:00:00Z" }),
      "2026-03-03T01:00:00Z",
      ["stop", "keep-until-expired", "2026-03-03T01:00:00Z"],
    ],
    [
      "is stopped by KeepUntil although a user started it since the stop",
      running("2026-03-03T00:00:00Z", { KeepUntil: "2026-03-03T01:00:00Z" }),
      "2026-03-03T01:02:00Z",
      ["stop", "keep-until-expired", "2026-03-03T01:00:00Z"],
    ],
    [
      "is kept past the four hours by KeepUntil",
      running("2026-02-28T15:00:00Z", { KeepUntil: "2026-03-01T15:00:00Z" }),
      "2026-02-28T20:00:00Z",
      ["none", "kept", "2026-02-28T19:00:00Z"],
    ],
    [
      "is left running in spite of a KeepUntil from before its launch",
      running("2026-02-28T15:00:00Z", { KeepUntil: "2026-02-28T01:00:00Z" }),
      "2026-02-28T18:00:00Z",
      ["none", "started-by-person", FRIDAY_CLOSE],
    ],
    [
      "is stopped despite a malformed KeepUntil",
      running("2026-03-02T13:00:05Z", { KeepUntil: "2026-03-03" }),
      close,
      ["stop", "period-ended", close],
    ],
    [
      "is left running when opted out",
      running("2026-02-20T13:00:05Z", { AutoSchedule: "OFF" }),
      close,
      ["none", "opted-out", close],
    ],
    [
      "is not paused: PausedUntil only holds back starts",
      running("2026-03-02T13:00:05Z", { PausedUntil: "2026-03-09T00:00:00Z" }),
      close,
      ["stop", "period-ended", close],
    ],
  ]);

  test("the limit comes from the rules", () => {
    const vm = running("2026-02-28T15:00:00Z");
    const at = (minutes: number) =>
      decide({
        schedule: OFFICE,
        vm,
        now: new Date("2026-02-28T15:30:00Z"),
        rules: { ...RULES, offHoursMaxMinutes: minutes },
      }).action;
    expect([at(31), at(30), at(0)]).toEqual(["none", "stop", "stop"]);
  });
});

describe("a late stop", () => {
  const vm = running("2026-03-02T13:00:05Z");
  const stopsAt = (now: string, of = OFFICE, rules = RULES) =>
    decide({ schedule: of, vm, now: new Date(now), rules }).action === "stop";

  test("is skipped within five minutes of the next start, because EC2 might record it after the start", () => {
    expect(stopsAt("2026-03-03T12:55:00Z")).toBe(true);
    expect(stopsAt("2026-03-03T12:55:01Z")).toBe(false);
    expect(judge(OFFICE, vm, "2026-03-03T12:59:58Z")).toEqual([
      "none",
      "start-is-near",
      "2026-03-02T23:00:00Z",
    ]);
  });

  test("does not keep the VM off in its hours, as a stop recorded after the start would", () => {
    expect(judge(OFFICE, vm, "2026-03-03T13:00:00Z").slice(0, 2)).toEqual(["none", "as-it-should-be"]);
    const noted = stoppedByApi("2026-03-02T13:00:05Z", "2026-03-03T13:00:01Z");
    expect(judge(OFFICE, noted, "2026-03-03T13:05:00Z").slice(0, 2)).toEqual(["none", "stopped-by-person"]);
  });

  test("is also skipped while the VM may be started ahead", () => {
    const rules = { ...RULES, startLeadMinutes: 30 };
    expect(stopsAt("2026-03-03T12:30:00Z", OFFICE, rules)).toBe(true);
    expect(stopsAt("2026-03-03T12:31:00Z", OFFICE, rules)).toBe(false);
  });

  test("is skipped for the off-hours limit, too", () => {
    const weekend = running("2026-03-03T08:58:00Z");
    expect(judge(OFFICE, weekend, "2026-03-03T12:58:00Z").slice(0, 2)).toEqual(["none", "start-is-near"]);
  });

  test("is not skipped in the first half of a shorter break", () => {
    const of = schedule("UTC", [period("all", "08:00", "23:00"), period("all", "23:04", "07:00")]);
    expect(["23:00:00", "23:01:59", "23:02:01"].map((time) => stopsAt(`2026-03-02T${time}Z`, of))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("a fleet whose starts are spread over half an hour", () => {
  const rules = { ...RULES, startLeadMinutes: 30 };
  const ids = Array.from({ length: 300 }, (_, index) => `i-0a${index}`);
  const off = stoppedByApi(LAST_WEEK, "2026-02-27T23:00:07Z");
  const startedBy = (minute: string, vm = off) =>
    ids.filter((id) => {
      const { action } = decide({
        schedule: OFFICE,
        vm: { ...vm, id },
        now: new Date(`2026-03-02T${minute}Z`),
        rules,
      });
      return action === "start";
    });

  test("is up in time, each VM at its own moment, none earlier", () => {
    const counts = ["12:29", "12:40", "12:50", "13:00"].map((minute) => startedBy(`${minute}:59`).length);
    expect(counts[0]).toBe(0);
    expect(counts[1]).toBeGreaterThan(50);
    expect(counts[2]).toBeGreaterThan((counts[1] ?? 0) + 50);
    expect(counts[3]).toBe(300);
  });

  test("starts a VM for the next boundary", () => {
    const first = startedBy("12:35:00")[0] ?? "";
    const now = new Date("2026-03-02T12:35:00Z");
    expect(decide({ schedule: OFFICE, vm: { ...off, id: first }, now, rules })).toMatchObject({
      reason: "period-ahead",
      boundary: new Date(MONDAY),
      next: new Date(MONDAY),
    });
  });

  test("ignores paused VMs, and VMs that a user stopped after their early start", () => {
    expect(startedBy("12:59:00", { ...off, tags: { PausedUntil: "2026-03-09T00:00:00Z" } })).toEqual([]);
    const again = stoppedByApi("2026-03-02T12:50:00Z", "2026-03-02T12:58:00Z");
    const ahead = startedBy("12:58:00");
    expect(startedBy("12:59:00", again).filter((id) => ahead.includes(id))).toEqual([]);
  });

  test("does not stop a VM that was started ahead", () => {
    const vm = running("2026-03-02T12:31:00Z");
    expect(decide({ schedule: OFFICE, vm, now: new Date("2026-03-02T12:45:00Z"), rules }).action).toBe(
      "none",
    );
  });
});

describe("always on", () => {
  const now = "2026-03-02T14:05:00Z";
  table(ALWAYS_ON, [
    ["running is as it should be", running("2026-01-01T00:00:00Z"), now, ["none", "as-it-should-be", null]],
    [
      "a VM that a user stopped stays stopped",
      stoppedByApi("2026-01-01T00:00:00Z", "2026-02-02T00:00:00Z"),
      now,
      ["none", "stopped-by-person", null],
    ],
    [
      "what shut itself down stays stopped",
      stoppedBecause("2026-01-01T00:00:00Z", "Client.InstanceInitiatedShutdown"),
      now,
      ["none", "stopped-by-person", null],
    ],
    [
      "what AWS stopped is started",
      stoppedBecause("2026-01-01T00:00:00Z", "Server.SpotInstanceShutdown"),
      now,
      ["start", "period", null],
    ],
    [
      "but not while paused",
      stoppedBecause("2026-01-01T00:00:00Z", "Server.SpotInstanceShutdown", {
        PausedUntil: "2026-03-03T00:00:00Z",
      }),
      now,
      ["none", "paused", null],
    ],
  ]);
});

describe("one-sided and empty schedules", () => {
  describe("only a start", () => {
    table(START_ONLY, [
      [
        "starts",
        stoppedByApi(LAST_WEEK, "2026-03-01T00:00:00Z"),
        "2026-03-02T20:00:00Z",
        ["start", "period", MONDAY],
      ],
      [
        "is not made good at night",
        stoppedByApi(LAST_WEEK, "2026-03-01T00:00:00Z"),
        "2026-03-03T06:00:00Z",
        ["none", "no-opinion", null],
      ],
      ["never stops", running("2026-03-02T13:00:05Z"), "2026-03-03T12:00:00Z", ["none", "no-opinion", null]],
      [
        "never stops, KeepUntil or not",
        running("2026-03-02T13:00:05Z", { KeepUntil: "2026-03-03T06:00:00Z" }),
        "2026-03-03T12:00:00Z",
        ["none", "no-opinion", null],
      ],
    ]);
  });
  describe("only a stop", () => {
    const close = "2026-03-02T23:00:00Z";
    table(STOP_ONLY, [
      ["stops", running("2026-03-02T15:00:00Z"), close, ["stop", "period-ended", close]],
      [
        "is not lost by a missed run",
        running("2026-03-02T15:00:00Z"),
        "2026-03-03T20:00:00Z",
        ["stop", "period-ended", close],
      ],
      [
        "sets no limit on the day's work",
        running("2026-03-02T13:00:00Z"),
        "2026-03-02T22:00:00Z",
        ["none", "started-by-person", FRIDAY_CLOSE],
      ],
      [
        "never starts",
        stoppedBecause(LAST_WEEK, "Server.InternalError"),
        "2026-03-02T15:00:00Z",
        ["none", "as-it-should-be", FRIDAY_CLOSE],
      ],
    ]);
  });
  describe("no periods", () => {
    table(NO_PERIODS, [
      [
        "starts nothing",
        stoppedBecause(LAST_WEEK, "Server.InternalError"),
        MONDAY,
        ["none", "no-opinion", null],
      ],
      [
        "stops nothing",
        running("2020-01-01T00:00:00Z", { KeepUntil: "2026-03-01T00:00:00Z" }),
        MONDAY,
        ["none", "no-opinion", null],
      ],
    ]);
  });
});

test.each(["pending", "stopping", "shutting-down", "terminated"])(
  "a VM that is %s is left alone",
  (state) => {
    expect(judge(OFFICE, { ...running(LAST_WEEK), state }, "2026-03-02T15:00:00Z")).toEqual([
      "none",
      "in-transition",
      MONDAY,
    ]);
  },
);

test("a decision contains the next start or stop", () => {
  const { next } = decide({
    schedule: OFFICE,
    vm: running(LAST_WEEK),
    now: new Date("2026-03-07T00:00:00Z"),
    rules: RULES,
  });
  expect(next).toEqual(new Date("2026-03-09T12:00:00Z"));
});

test("reasons are unique words", () => {
  expect(new Set(REASONS).size).toBe(REASONS.length);
  expect(REASONS.every((reason) => /^[a-z]+(-[a-z]+)*$/.test(reason))).toBe(true);
});

test("an unchecked schedule is rejected, not guessed", () => {
  const broken = [
    schedule("Mars/Base", [period("all", "08:00", "18:00")]),
    schedule("UTC", [period("all", "8:00", "18:00")]),
    schedule("UTC", [period("all", "08:00", "18:00")], ["christmas"]),
  ];
  for (const of of broken) expect(() => judge(of, running(LAST_WEEK), MONDAY)).toThrow(RangeError);
});
