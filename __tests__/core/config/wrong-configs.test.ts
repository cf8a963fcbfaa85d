import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, formatProblems } from "../../../core/config/file/errors";
import { parseConfig } from "../../../core/config/parse";
import { OS_NAMES } from "../../../core/vm/os";
import { problemsOf } from "./problems-of";
import { WRONG_CONFIGS, type Wrong } from "./wrong-configs";

const JARGON =
  /invalid input|expected|received|unrecognized|zod|undefined|\bNaN\b|\[object|\bat .*\.[jt]s\b|regex|union/i;

describe("a wrong config", () => {
  it.each(WRONG_CONFIGS)(
    "a mistake is reported with its place, what is wrong and what would be right: $name",
    (wrong: Wrong) => {
      const problems = problemsOf(wrong.yaml);
      expect(problems.map(({ path }) => path)).toEqual([wrong.path]);
      const [problem] = problems;
      expect(problem).toMatchObject({ file: "devvms.yaml", line: wrong.line, severity: "error" });
      for (const word of wrong.message) expect(problem?.message).toContain(word);
      for (const word of wrong.hint) expect(problem?.hint).toContain(word);
      expect(`${problem?.message} ${problem?.hint}`).not.toMatch(JARGON);
      expect(problem?.hint).toMatch(/\.$/);
    },
  );

  it("the fixtures have more than twenty-five cases, each with a name of its own", () => {
    expect(new Set(WRONG_CONFIGS.map(({ name }) => name)).size).toBe(WRONG_CONFIGS.length);
    expect(WRONG_CONFIGS.length).toBeGreaterThan(25);
  });
});

describe("many mistakes in one file", () => {
  const text = readFileSync(join(__dirname, "../../fixtures/configs/many-mistakes.yaml"), "utf8");
  const problems = problemsOf(text, new Date("2026-03-02T12:00:00Z"));

  it("all mistakes are reported at once, whichever rule each of them breaks", () => {
    expect(problems.map(({ line, path, severity }) => `${line} ${path} ${severity}`)).toEqual([
      "1 project error",
      "2 regoin error",
      "3 defaults.instanceType error",
      "3 defaults.os error",
      "3 defaults.timezone error",
      "3 defaults.schedule error",
      "3 defaults.rootVolumeGb error",
      "5 schedules.Nights error",
      "5 schedules.Nights.periods[0].days error",
      "5 schedules.Nights.periods[0].start error",
      "5 schedules.Nights.periods[0].stop error",
      "6 network.cidr error",
      "6 network.azs error",
      "6 network.nat error",
      "10 clients[0].developers[0].os warning",
      "11 clients[0].developers[1].name error",
      "11 clients[0].developers[1].jira error",
      "12 clients[0].developers[2].name error",
      "12 clients[0].developers[2].costCenter error",
      "13 clients[1].name error",
      "13 clients[1].developers error",
    ]);
  });

  it("problems are sorted by line and column", () => {
    const places = problems.map(({ line, column }) => line * 1000 + column);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it("the error's message is a count of the problems, then a line for each", () => {
    const error = new ConfigError(problems);
    expect(error.message).toBe(formatProblems(problems));
    const lines = error.message.split("\n");
    expect(lines[0]).toBe("20 errors and 1 warning in devvms.yaml:");
    expect(lines).toHaveLength(22);
    expect(lines[4]).toBe(
      '  devvms.yaml:3:42 defaults.os: "Windows" is not a supported operating system. ' +
        `Use one of ${OS_NAMES.join(", ")}.`,
    );
    expect(lines[15]).toMatch(
      /^ {2}devvms\.yaml:10:\d+ clients\[0\]\.developers\[0\]\.os: warning: Ubuntu20\.04/,
    );
  });

  it("no mistake hides another: a corrected one disappears, and the others remain", () => {
    const corrected = text.replace("project: Dev_VM", "project: dev-vm").replace("os: Windows", "os: RHEL9");
    expect(problemsOf(corrected).map(({ path }) => path)).not.toContain("project");
    expect(problemsOf(corrected)).toHaveLength(problems.length - 3);
  });
});

describe("broken YAML", () => {
  it.each([
    ["a tab", "clients:\n\t- name: ClientA\n", 2, "Indent with spaces."],
    ["an open bracket", "project: dev-vm\nclients: [\n", 3, "close each bracket"],
    ["two documents", "project: a\n---\nproject: b\n", 2, "one document"],
    ["an alias without its anchor", "project: *name\n", 1, "anchor"],
    ["lines that do not belong together", "project: a\n  region: b\n", 1, "brackets, quotes, colons"],
    ["an open quote", 'project: "dev\n', 2, "quote"],
  ])("a syntax error is reported with its line: %s", (_name, yaml, line, hint) => {
    const [problem] = problemsOf(yaml);
    expect(problem).toMatchObject({ line, path: "", severity: "error" });
    expect(problem?.message).toMatch(/^not valid YAML: /);
    expect(problem?.hint).toContain(hint);
  });

  it("the rest of a file is still checked when a key appears twice", () => {
    const problems = problemsOf(
      "region: us-east-1\nregion: eu-west-1\nclients:\n  - name: A\n    name: B\nproject: X\n",
    );
    expect(problems.map(({ line, path }) => [line, path])).toEqual([
      [2, "region"],
      [5, "clients[0].name"],
      [6, "project"],
    ]);
    expect(problems[0]?.message).toBe('the key "region" appears twice');
  });

  it("aliases that multiply without end are an error of the file", () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `l${n}: &l${n} [${`*l${n - 1},`.repeat(n === 0 ? 0 : 9)}]`,
    );
    expect(() => parseConfig(levels.join("\n"), "devvms.yaml")).toThrow(ConfigError);
  });

  it("nesting beyond the stack is an error of the file", () => {
    expect(() => parseConfig("[".repeat(50_000), "devvms.yaml")).toThrow(ConfigError);
  });
});
