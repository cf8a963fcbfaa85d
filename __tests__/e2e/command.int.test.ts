import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fleetYaml } from "../support/fleet-yaml";
import { runScript } from "../support/run-script";

const directory = mkdtempSync(join(tmpdir(), "devvm-command-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("--help prints the options, and the exit code is 0", async () => {
  const { code, output } = await runScript("local/commands/start.ts", ["--help"]);
  expect(code).toBe(0);
  for (const option of ["--config <file>", "--keep", "--help"]) expect(output).toContain(option);
}, 60_000);

test.each([
  ["that does not exist", "", /missing\.yaml cannot be read: it does not exist/],
  [
    "with mistakes",
    fleetYaml({ developers: [{ name: "john", os: "Windows" }] }),
    /config\.yaml:\d+:\d+.*Windows/,
  ],
  ["without a jira section", fleetYaml({ jira: false }), /the jira section is missing/],
])(
  "a config %s is reported without a stack trace, and the exit code is 1",
  async (_what, yaml, message) => {
    const file = join(directory, yaml ? "config.yaml" : "missing.yaml");
    if (yaml) writeFileSync(file, yaml);
    const { code, output } = await runScript("local/commands/start.ts", ["--config", file]);
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/^\s+at .*\.ts:\d+/m);
  },
  60_000,
);
