import { answerExplain, answerNext, type World } from "../../cli/schedule/answers";
import { needsConfig } from "../../cli/schedule/query";
import { readQuestions } from "../../cli/schedule/questions";
import { parseConfig } from "../../core/config/parse";
import { BUILT_IN_SCHEDULES } from "../../core/config/sections/schedules";
import { REASONS } from "../../core/schedule/decide";

const yaml =
  "clients: [{ name: ClientA, developers: [{ name: john-smith }, { name: lena, timezone: Asia/Tokyo, schedule: mon 9:00- }] }]";
const { config } = parseConfig(yaml, "devvms.yaml");
const WORLD: World = { config, now: new Date("2026-03-02T15:00:00Z") };
const explain = (more: object, world = WORLD) =>
  answerExplain({ what: "ClientA/john-smith", ...more }, world);

describe("devvm schedule next", () => {
  test("prints starts and stops in the zone and in UTC, across a clock change", () => {
    const { json, lines } = answerNext(
      { what: "clienta/John-Smith", from: "2026-03-06T12:00", count: 2 },
      WORLD,
    );
    expect(json).toMatchObject({
      schedule: "mon-fri 08:00-18:00 @US/Eastern",
      from: "2026-03-06T17:00:00Z",
      boundaries: [
        { kind: "stop", at: "2026-03-06T23:00:00Z", local: "Fri 2026-03-06 18:00 EST" },
        { kind: "start", at: "2026-03-09T12:00:00Z", local: "Mon 2026-03-09 08:00 EDT" },
      ],
    });
    expect(lines[1]).toBe("start  Mon 2026-03-09 08:00 EDT      2026-03-09T12:00:00Z");
  });

  test.each([
    ["a VM with a schedule of its own", { what: "ClientA/lena" }, "mon 09:00- @Asia/Tokyo"],
    ["a schedule by name", { what: "always-on" }, "always @US/Eastern"],
    ["a text", { what: "sat 10:00-14:00", timezone: "UTC" }, "sat 10:00-14:00 @UTC"],
    ["a VM with other tags", { what: "ClientA/lena", tags: { Schedule: "never" } }, "never @Asia/Tokyo"],
  ])("accepts %s", (_, question, schedule) => {
    expect(answerNext(question, WORLD).json["schedule"]).toBe(schedule);
  });

  test("reports that there is no next start or stop", () => {
    const lines = ["always", "never", "feb 31 08:00-"].map((what) =>
      answerNext({ what }, WORLD).lines.join(),
    );
    expect(lines).toEqual([
      "there is no next start or stop: the schedule has it run at all times",
      "there is no next start or stop: the schedule has none",
      "there is no next start or stop: no future date matches the schedule",
    ]);
  });

  test.each([
    ["feb 29 08:00-10:00 @UTC", ["2028-02-29T08:00:00Z", "2028-02-29T10:00:00Z"]],
    ["fri#5 feb 08:00- @UTC", ["2036-02-29T08:00:00Z", "2064-02-29T08:00:00Z"]],
    ["always except 2030-01-01 @UTC", ["2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z"]],
  ])("finds a start that is years ahead: %s", (what, expected) => {
    expect(answerNext({ what, count: 2 }, WORLD).json["boundaries"]).toMatchObject(
      expected.map((at) => ({ at })),
    );
  });

  test.each([
    ["an unknown VM, with a suggestion", { what: "ClientA/john-smit" }, "Did you mean ClientA/john-smith?"],
    ["a bad text", { what: "mon-fry 08:00-" }, '"mon-fry"'],
    ["a bad instant", { what: "always", from: "soon" }, '"soon"'],
    ["a bad zone", { what: "office-hours", timezone: "Mars/Base" }, '"Mars/Base"'],
  ])("rejects %s", (_, question, text) => {
    expect(() => answerNext(question, WORLD)).toThrow(text);
  });
});

describe("devvm schedule explain", () => {
  test.each<[string, object, string, RegExp]>([
    ["a VM that runs within its hours", {}, "as-it-should-be", /Leave it: it is already as .* 08:00 EST/],
    [
      "a VM that AWS stopped within its hours",
      { state: "stopped", stoppedBy: "aws" },
      "period",
      /Start it: .* no user has stopped it since/,
    ],
    [
      "a VM that a user stopped",
      { state: "stopped", stoppedAt: "2026-03-02T09:30" },
      "stopped-by-person",
      /Leave it: .* a user has stopped it since/,
    ],
    [
      "a VM that shut itself down",
      { state: "stopped", stoppedBy: "instance", stoppedAt: "2026-03-02T09:30" },
      "stopped-by-person",
      /Leave it/,
    ],
    [
      "a VM after its hours",
      { at: "2026-03-02T19:00" },
      "period-ended",
      /Stop it: its hours ended on Mon 2026-03-02 18:00 EST/,
    ],
    [
      "a VM that was started after its hours",
      { at: "2026-03-02T19:00", launched: "2026-03-02T18:30" },
      "started-by-person",
      /may run until Mon 2026-03-02 22:30 EST .*, 4h from its start/,
    ],
    [
      "a VM that is kept",
      { at: "2026-03-02T19:00", tags: { KeepUntil: "2026-03-03T01:00Z" } },
      "kept",
      /would have stopped on Mon 2026-03-02 18:00 EST .*, but is kept/,
    ],
    ["a VM that is opted out", { tags: { AutoSchedule: "off" } }, "opted-out", /it is opted out/],
  ])("prints the decision on %s, and the reason", (_, question, reason, sentence) => {
    const { json, lines } = explain(question);
    expect(json["reason"]).toBe(reason);
    expect(REASONS).toContain(json["reason"]);
    expect(lines[0]).toMatch(sentence);
    expect(lines.at(-1)).toMatch(/^(Next|By its schedule, next): (start|stop) on /);
  });

  test("prints overrides without effect, and a warning that is due", () => {
    const { lines } = explain({ at: "2026-03-02T17:50", tags: { KeepUntil: "tonight" } });
    expect(lines).toEqual([
      expect.stringMatching(/^Leave it/),
      expect.stringContaining('KeepUntil "tonight" is not an instant, and has no effect'),
      expect.stringContaining("warned now: it stops on Mon 2026-03-02 18:00 EST"),
      expect.stringMatching(/^Next: stop/),
    ]);
  });

  test.each([
    ["a VM", { what: "ClientA/john-smith" }, true],
    ["what may be a name", { what: "never/ever" }, true],
    ["a text", { what: "mon 08:00-" }, false],
    ["a text with its zone", { what: "always @UTC" }, false],
    ["a text, and a tag with another", { what: "mon 08:00-", tags: { Schedule: "always" } }, false],
    ["a text, and a tag with a name", { what: "mon 08:00-", tags: { Schedule: "office-hours" } }, true],
  ])("needs no config for a text: %s", (_, query, needed) => {
    expect(needsConfig(query)).toBe(needed);
  });

  test("knows the built-in schedules without a config", () => {
    expect(Object.keys(BUILT_IN_SCHEDULES)).toContain("always-on");
    expect(explain({ what: "always-on" }, { ...WORLD, config: undefined }).json["reason"]).toBe(
      "as-it-should-be",
    );
  });
});

describe("a file of questions", () => {
  test("has one question per line; an invalid line is reported with its number", () => {
    const text =
      '# fleet\n\nClientA/lena\r\n{"what": "always", "at": "now"}\n{"what": 3}\n{oops\n{"what": " "}\n';
    expect(readQuestions(text, "explain", { state: "stopped", at: "2026-03-02" })).toEqual([
      { line: 3, question: { what: "ClientA/lena", state: "stopped", at: "2026-03-02" } },
      { line: 4, question: { what: "always", state: "stopped", at: "now" } },
      { line: 5, error: expect.stringContaining("what") },
      { line: 6, error: expect.stringContaining("not JSON") },
      { line: 7, error: expect.stringContaining("what") },
    ]);
  });

  test("overrides the tags of the flags, one by one", () => {
    const text = '{"what": "always", "tags": {"KeepUntil": "b"}}\nalways\n';
    expect(readQuestions(text, "explain", { tags: { KeepUntil: "a", Timezone: "UTC" } })).toMatchObject([
      { question: { tags: { KeepUntil: "b", Timezone: "UTC" } } },
      { question: { tags: { KeepUntil: "a", Timezone: "UTC" } } },
    ]);
  });

  test.each([
    [
      "next",
      '{"what": "always", "state": "stopped", "at": "now"}',
      "next does not accept at, state: explain does.",
    ],
    ["explain", '{"what": "always", "count": 2}', "explain does not accept count: next does."],
  ] as const)("rejects fields for %s that only the other command accepts", (asked, text, error) => {
    expect(readQuestions(text, asked, {})).toEqual([{ line: 1, error }]);
  });
});
