import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");
const devvm = (args: readonly string[], input = "") => {
  const { status, stdout, stderr } = spawnSync("npx", ["--no", "devvm", ...args], {
    cwd: root,
    encoding: "utf8",
    input,
  });
  return { status, stdout, stderr };
};

describe("npx devvm schedule, in a checkout", () => {
  test("answers for a VM of devvms.yaml, without colours if the output is not a terminal", () => {
    const { status, stdout } = devvm([
      "schedule",
      "next",
      "ClientA/john-smith",
      "--from",
      "2026-03-02",
      "--count",
      "1",
    ]);
    expect(stdout).toBe(
      "ClientA/john-smith: mon-fri 08:00-18:00 @US/Eastern\n" +
        "  start  Mon 2026-03-02 08:00 EST      2026-03-02T13:00:00Z\n",
    );
    expect(status).toBe(0);
  });

  test("answers many questions from standard input, and reports invalid lines by number", () => {
    const lines = "ClientB/lena-vogt\nmon-fry 08:00-\nalways\n";
    const { status, stdout } = devvm(["schedule", "explain", "--json", "--file", "-"], lines);
    const answers = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([
      { line: 1, what: "ClientB/lena-vogt" },
      { line: 2, error: expect.stringContaining("mon-fry") },
      { line: 3, action: "none", reason: "as-it-should-be" },
    ]);
    expect(status).toBe(1);
  });

  test.each([
    ["a missing argument", ["schedule", "next"], /--file/],
    ["an unknown flag", ["schedule", "next", "always", "--whence", "x"], /whence/],
    [
      "a text that looks like a flag",
      ["schedule", "next", "-18:00 @UTC"],
      /write "all -18:00", or -- before/,
    ],
    ["an unknown state", ["schedule", "explain", "always", "--state", "asleep"], /running, stopped/],
  ])("exits with 2 for %s", (_, args, message) => {
    const { status, stderr } = devvm(args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  test("prints help and exits with 0", () => {
    const { status, stdout } = devvm(["schedule", "explain", "--help"]);
    expect(stdout).toContain("Exit code: 0");
    expect(status).toBe(0);
  });
});
