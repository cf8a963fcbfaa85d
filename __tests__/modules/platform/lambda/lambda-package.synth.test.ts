import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { FUNCTIONS } from "../../../../functions/all-functions";
import { packageLambda } from "../../../../modules/platform/lambda/lambda-package";

const ROOT = join(__dirname, "../../../..");
const LIMIT_BYTES = 300 * 1024;
const directory = mkdtempSync(join(tmpdir(), "devvm-package-"));
const functions = FUNCTIONS.map(({ name }) => name);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The sources in a folder of another name and depth, packaged there by another process in another time zone. */
function packageElsewhere(
  folder: string,
  timezone: string,
  changes?: (copy: string) => void,
): Record<string, string> {
  const copy = join(directory, folder);
  for (const part of ["core", "functions", "modules", "tsconfig.json", "package.json", "package-lock.json"]) {
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  }
  changes?.(copy);
  if (!existsSync(join(copy, "node_modules")))
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const script = `
    const { packageLambda } = require("./modules/platform/lambda/lambda-package");
    const names = ${JSON.stringify(functions)};
    console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, packageLambda(name).codeSha256]))));`;
  const env = { ...process.env, TZ: timezone };
  const out = execFileSync(process.execPath, ["--import", "tsx", "-e", script], {
    cwd: copy,
    env,
    encoding: "utf8",
  });
  return JSON.parse(out);
}

test("a package is rebuilt only if a source has changed", () => {
  const first = packageElsewhere("same", "UTC");
  const changed = packageElsewhere("same", "UTC", (copy) => {
    const handler = join(copy, "functions/start-stop/handler.ts");
    writeFileSync(handler, `${readFileSync(handler, "utf8")}\nlogger.debug("another word in the log");\n`);
  });
  expect(changed["start-stop"]).not.toBe(first["start-stop"]);
  expect(changed["provision"]).toBe(first["provision"]);
});

test.each(functions)("%s is below 300 KB", (name) => {
  const { size } = packageLambda(name, join(directory, "zips"));
  expect(size).toBeGreaterThan(1_000);
  expect(size).toBeLessThan(LIMIT_BYTES);
});

test("packages of two folders and two time zones are byte-identical", () => {
  const first = packageElsewhere("one", "Pacific/Auckland");
  const second = packageElsewhere("two/levels/deeper", "US/Eastern");
  expect(Object.keys(first)).toEqual(functions);
  expect(second).toEqual(first);
});

test.each([
  ["schemas of operations that it does not call", "VpnTunnel"],
  ["ways to credentials that Lambda does not have", "sso-oidc"],
])("the code of start-stop does not contain %s", (_what, name) => {
  const { path } = packageLambda("start-stop", join(directory, "zips"));
  const code = Buffer.from(unzipSync(readFileSync(path))["index.js"] ?? []).toString();
  expect(code).toContain("StartInstances");
  expect(code).not.toContain(name);
});
