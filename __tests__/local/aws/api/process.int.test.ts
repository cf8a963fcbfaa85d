import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../../../local/aws/api/start-emulator";

jest.setTimeout(30_000);

const ROOT = join(__dirname, "../../../..");

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/overlay/health`).then(
    (response) => response.ok,
    () => false,
  );
}

async function until(condition: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 0; attempt < 50; attempt++) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

test("two emulators have different ports, and end when they are stopped", async () => {
  const [one, other] = await Promise.all([startEmulator(), startEmulator()]);
  expect(one.port).not.toBe(other.port);
  await Promise.all([one.stop(), other.stop()]);
  expect(await Promise.all([answers(one.url), answers(other.url)])).toEqual([false, false]);
});

test("the emulator ends with the process that started it, even when that is killed", async () => {
  const script = `require("tsx/cjs"); require("./local/aws/api/start-emulator").startEmulator().then((e) => console.log(e.url));`;
  const parent = spawn(process.execPath, ["-e", script], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve) =>
    parent.stdout.once("data", (data) => resolve(String(data).trim())),
  );
  expect(await answers(url)).toBe(true);
  parent.kill("SIGKILL");
  expect(await until(async () => !(await answers(url)))).toBe(true);
});

test("a port that is taken is an error that says so", async () => {
  const running = await startEmulator();
  await expect(startEmulator({ port: running.port })).rejects.toThrow(/Address already in use/);
  await running.stop();
});

test("without Terraform the error says which version is needed and where to get it", () => {
  const empty = mkdtempSync(join(tmpdir(), "no-terraform-"));
  const script = `require("tsx/cjs"); require("./local/tools/terraform/find-terraform").findTerraform().catch((e) => console.log(e.message));`;
  const { stdout } = spawnSync(process.execPath, ["-e", script], {
    cwd: ROOT,
    env: { PATH: empty },
    encoding: "utf8",
  });
  rmSync(empty, { recursive: true });
  expect(stdout).toMatch(/Terraform 1\.10 or later is needed.*developer\.hashicorp\.com/);
});
