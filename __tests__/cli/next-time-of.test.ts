import { answerExplain } from "../../cli/schedule/answers";
import { parseConfig } from "../../core/config/parse";

const yaml = "scheduler: { startLead: 30m }\nclients: []";
const NOW = new Date("2026-03-06T20:00:00Z");
const OFFICE = "mon-fri 08:00-18:00 @UTC";
const explain = (more: object, config?: ReturnType<typeof parseConfig>["config"]) => {
  const { json, lines } = answerExplain({ what: OFFICE, ...more }, { config, now: NOW });
  return { ...json, text: lines.join("\n") };
};

// 6 March 2026 is a Friday.
describe("the time at which a VM will be stopped", () => {
  test.each<[string, object, string | null, RegExp]>([
    [
      "in its hours",
      { at: "2026-03-06T10:00" },
      "2026-03-06T18:00:00Z",
      /^Next: stop on Fri 2026-03-06 18:00/m,
    ],
    [
      "kept in them",
      { at: "2026-03-06T10:00", tags: { KeepUntil: "2026-03-06T22:00Z" } },
      "2026-03-06T22:00:00Z",
      /KeepUntil allows no stop until Fri 2026-03-06 22:00.*\n.*It stops on Fri 2026-03-06 22:00.*\n.*By its schedule, next: stop/,
    ],
    [
      "kept into the next ones",
      { tags: { KeepUntil: "2026-03-09T12:00Z" } },
      "2026-03-09T18:00:00Z",
      /It stops on Mon 2026-03-09 18:00/,
    ],
    [
      "started outside them",
      { launched: "2026-03-06T19:00" },
      "2026-03-06T23:00:00Z",
      /may run until Fri 2026-03-06 23:00 .*4h from its start/,
    ],
    [
      "started outside them, and kept",
      { launched: "2026-03-06T19:00", tags: { KeepUntil: "2026-03-07T09:00Z" } },
      "2026-03-07T09:00:00Z",
      /may run until Sat 2026-03-07 09:00 UTC \(2026-03-07T09:00:00Z\)\.\n/,
    ],
    [
      "with a stop alone",
      { what: "all -18:00 @UTC", launched: "2026-03-06T19:00" },
      "2026-03-07T18:00:00Z",
      /its stop was on .* may run until Sat 2026-03-07 18:00 .*\n.*Next: stop on Sat/,
    ],
    [
      "with no stop to come",
      { what: "fri -18:00 except 2026-03-07..2090-12-31 @UTC", launched: "2026-03-06T19:00" },
      null,
      /no limit applies/,
    ],
    [
      "after many starts",
      { what: "mon-fri 08:00- / fri -18:00 @UTC", at: "2026-03-02T09:00" },
      "2026-03-06T18:00:00Z",
      /It stops on Fri 2026-03-06 18:00.*\n.*By its schedule, next: start on Tue/,
    ],
    [
      "opted out",
      { tags: { AutoSchedule: "off" } },
      null,
      /AutoSchedule is off.*\n.*By its schedule, next: start/,
    ],
    ["now", { launched: "2026-03-06T09:00" }, "2026-03-06T20:00:00Z", /^Stop it.*\nNext: start/],
    [
      "always on",
      { what: "always" },
      null,
      /there is no next start or stop: the schedule has it run at all times/i,
    ],
  ])("%s", (_, question, stopsAt, text) => {
    expect(explain(question)).toMatchObject({ stopsAt, startsAt: null, text: expect.stringMatching(text) });
  });
});

describe("the time at which a stopped VM will be started", () => {
  const stopped = { state: "stopped", at: "2026-03-06T10:00" };
  test.each<[string, object, string | null, RegExp]>([
    [
      "stopped by a user within its hours",
      { stoppedAt: "2026-03-06T09:00" },
      "2026-03-09T08:00:00Z",
      /started again on Mon 2026-03-09 08:00 .*\n.*By its schedule, next: stop/,
    ],
    [
      "paused",
      { tags: { PausedUntil: "2026-03-09T10:00Z" } },
      "2026-03-09T10:00:00Z",
      /PausedUntil allows no start until Mon .*\n.*It starts on Mon 2026-03-09 10:00/,
    ],
    [
      "always on, stopped by a user",
      { what: "always" },
      null,
      /the schedule does not start it again: start it by hand/,
    ],
    ["outside its hours", { at: "2026-03-06T19:00" }, "2026-03-09T08:00:00Z", /^Next: start on Mon/m],
    ["once in years", { what: "feb 29 08:00-9:00 @UTC" }, "2028-02-29T08:00:00Z", /Next: start on Tue 2028/],
  ])("%s", (_, question, startsAt, text) => {
    const found = explain({ ...stopped, ...question });
    expect(found).toMatchObject({ startsAt, stopsAt: null, text: expect.stringMatching(text) });
  });

  test("explain shows the time span of early starts, and the start of a VM whose id is known", () => {
    const { config } = parseConfig(yaml, "devvms.yaml");
    const early = { state: "stopped", at: "2026-03-06T07:59" };
    expect(explain(early, config)).toMatchObject({
      action: "none",
      text: expect.stringMatching(
        /between Fri 2026-03-06 07:30 .* and Fri 2026-03-06 08:00 .* depending on the VM's id/,
      ),
    });
    const known = explain({ ...early, at: "2026-03-06T07:00", id: "i-0abc" }, config);
    const [, ahead = ""] =
      /It starts on .* \((2026-03-06T07:[345].*Z)\)\.\n.*By its schedule, next: start on Fri 2026-03-06 08:00/.exec(
        known.text,
      ) ?? [];
    expect(explain({ ...early, id: "i-0abc", at: ahead }, config)).toMatchObject({
      reason: "period-ahead",
      text: expect.stringContaining("By its schedule, next: start"),
    });
  });
});

describe("a contradictory question is rejected", () => {
  test.each<[string, object, string]>([
    ["stopped by a user, and running", { stoppedBy: "user" }, "add --state stopped"],
    ["stopped at some time, and running", { stoppedAt: "2026-03-06T09:00" }, "add --state stopped"],
    [
      "launched in the future",
      { launched: "2026-03-06T20:01" },
      '--launched "2026-03-06T20:01" is after --at',
    ],
    [
      "stopped in the future",
      { state: "stopped", stoppedAt: "2026-03-06T20:01" },
      '--stopped-at "2026-03-06T20:01" is after --at',
    ],
    [
      "stopped before its start",
      { state: "stopped", launched: "2026-03-06T10:00", stoppedAt: "2026-03-06T09:00" },
      "--stopped-at is before --launched",
    ],
    ["a misspelled tag", { tags: { keepuntil: "x" } }, "Did you mean KeepUntil?"],
  ])("%s", (_, question, message) => expect(() => explain(question)).toThrow(message));

  test("a user's own tag and a stop long ago are accepted", () => {
    expect(explain({ tags: { Team: "a", Owner: "b" } })).toMatchObject({ action: "stop" });
    expect(explain({ state: "stopped", stoppedAt: "2025-01-01" })).toMatchObject({ state: "stopped" });
  });
});

describe("an unknown name or an invalid text is reported with a suggestion", () => {
  const { config } = parseConfig(
    "clients: [{ name: A, developers: [{ name: john-smith }] }, { name: B, developers: [{ name: john-smith }] }]",
    "devvms.yaml",
  );
  test.each([
    ["john-smith", "Did you mean A/john-smith or B/john-smith?"],
    ["ofice-hours", "Did you mean office-hours?"],
    ["mon-fri", "the times are missing (at character 8;"],
    [
      "mon-fri 8-18",
      '"8-18" are days of the month, and the times are missing (at character 9; 8:00-18:00 for hours',
    ],
    ["mon 1-31", "the times are missing (at character 5; 08:00-18:00"],
    ["mon 08:00- / tue 25:00-", '"25:00" is not a time of day to start at (at character 18;'],
  ])("%s", (what, message) => expect(() => explain({ what }, config)).toThrow(message));

  test("a list of weekdays may be a schedule's name", () => {
    const named = parseConfig('schedules: { mon-fri: "mon-fri 09:00-17:00" }\nclients: []', "devvms.yaml");
    expect(explain({ what: "mon-fri" }, named.config)).toMatchObject({
      schedule: "mon-fri 09:00-17:00 @US/Eastern",
    });
  });
});
