import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SCRIPT = join(__dirname, "../../cli/devvm.cjs");
const CONFIG = `
defaults: { timezone: Asia/Tokyo }
schedules: { early: "mon 06:00-09:00" }
clients: [{ name: ClientA, developers: [{ name: john-smith }] }]
`;
const BROKEN = "defaults: { timezone: Mars/Base }\nclients: []\n";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "devvm-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const next = (args: readonly string[], input = ""): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [SCRIPT, "schedule", "next", "--count", "1", ...args], {
    cwd: folder,
    encoding: "utf8",
    input,
  });
const zones = ({ stdout }: SpawnSyncReturns<string>) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).timezone);
const shell = (script: string) =>
  spawnSync("bash", ["-c", script, process.execPath, SCRIPT], {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
  });

describe("the config of devvm schedule", () => {
  test("is the same for every line of a file, in any order", () => {
    write("devvms.yaml", CONFIG);
    expect(zones(next(["--json", "--file", "-"], "mon 08:00-\nClientA/john-smith\nmon 08:00-\n"))).toEqual([
      "Asia/Tokyo",
      "Asia/Tokyo",
      "Asia/Tokyo",
    ]);
  });

  test("applies to a text as well", () => {
    write("other.yaml", CONFIG);
    expect(zones(next(["mon 08:00-", "--json", "--config", "other.yaml"]))).toEqual(["Asia/Tokyo"]);
    const { stdout } = next(["mon 08:00-", "--tag", "Schedule=early", "--config", "other.yaml"]);
    expect(stdout).toContain("mon 06:00-09:00");
  });

  test("may be missing only if no question needs it", () => {
    expect(next(["mon 08:00-"]).status).toBe(0);
    expect(next(["mon 08:00-", "--config", "devvms.yaml"])).toMatchObject({ status: 1, stdout: "" });
    expect(next(["early"]).stderr).toContain("devvms.yaml cannot be read: it does not exist");
  });

  test("is reported once if it is invalid, even if no question needs it", () => {
    write("devvms.yaml", BROKEN);
    const { status, stderr } = next(["--file", "-"], "mon 08:00-\nearly\nearly\n");
    expect(stderr.match(/Mars\/Base/g)).toHaveLength(1);
    expect(status).toBe(1);
  });
});

describe("what devvm schedule reads and writes", () => {
  test.each([
    ["no line", ["--file", "-"], "", "Standard input contains no question"],
    ["only remarks", ["--file", "-"], "# none\n\n", "Standard input contains no question"],
    ["a file without a name", ["--file", ""], "", "--file is empty"],
    ["an empty question", [" "], "", "The question is empty"],
  ])("%s is an error", (_, args, input, message) => {
    expect(next(args, input)).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining(message),
    });
  });

  test("a full disk is an error", () => {
    expect(shell('"$0" "$1" schedule next always > /dev/full')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("ENOSPC"),
    });
  });

  test("it exits without an error when the reader exits, even with many questions left", () => {
    const begun = Date.now();
    const { stdout, stderr } = shell(
      `yes 'mon 08:00-' | head -n 300000 | "$0" "$1" schedule next --file - | head -n 1; echo "\${PIPESTATUS[2]}"`,
    );
    expect(stdout).toMatch(/^mon 08:00-.*\n0\n$/);
    expect(stderr).toBe("");
    expect(Date.now() - begun).toBeLessThan(15_000);
  });
});
