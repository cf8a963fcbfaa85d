import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TAG } from "../../../../core/vm/tags";
import { type Emulator, startEmulator } from "../../../../local/aws/api/start-emulator";
import type { BootResult } from "../../../../local/aws/vm/model";
import { startVmHost, type VmHost } from "../../../../local/aws/vm/start-vm-host";
import { buildBootBundle } from "../../../../userdata/build-boot-bundle";
import { type Fleet, JOHNS_TAGS, makeFleet, REGION } from "./fleet";

jest.setTimeout(300_000);

const SETTINGS = { keepMaxMinutes: 12 * 60 };
const EXTEND = "/usr/local/bin/devvm-extend";
const AFTERNOON = new Date("2026-03-02T15:00:00Z");
const FIVE_MINUTES = 5 * 60_000;

let aws: Emulator;
let fleet: Fleet;
let host: VmHost;
let directory: string;
let vm: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "devvm-running-time-"));
  aws = await startEmulator();
  fleet = await makeFleet(aws.url);
  await fleet.publish(buildBootBundle(SETTINGS));
  host = startVmHost({ endpoint: aws.url, directory, region: REGION });
});

beforeEach(async () => {
  await aws.setClock(AFTERNOON);
  vm = await fleet.launch({ ...JOHNS_TAGS, [TAG.idleStop]: "20m" });
  expect((await host.boot(vm)).exitCode).toBe(0);
});

afterAll(async () => {
  await host?.stop();
  fleet?.close();
  await aws?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Messages to all users of the VM. */
const walls = ({ commands }: BootResult) =>
  commands.filter(({ command }) => command === "wall").map(({ args }) => args[0]);
/** Runs of the idle timer, five minutes apart, the first of them now. */
async function idleRuns(count: number): Promise<BootResult[]> {
  const results: BootResult[] = [];
  for (let run = 0; run < count; run += 1) {
    results.push(await host.startUnit(vm, "devvm-idle.service"));
    await aws.setClock(new Date((await aws.now()).getTime() + FIVE_MINUTES));
  }
  return results;
}
const isOff = (results: readonly BootResult[]) =>
  results.some(({ commands }) => commands.some(({ command }) => command === "shutdown"));
const inRoot = (path: string, text: string) => {
  mkdirSync(join(host.root(vm), path, ".."), { recursive: true });
  writeFileSync(join(host.root(vm), path), text);
};
const process = (id: number, name: string, line = name) => {
  inRoot(`proc/${id}/comm`, `${name}\n`);
  inRoot(`proc/${id}/cmdline`, line.replaceAll(" ", "\0"));
};

describe("devvm-extend", () => {
  test.each([
    ["2h", "2026-03-02T17:00:00Z"],
    ["90m", "2026-03-02T16:30:00Z"],
    ["1h30m", "2026-03-02T16:30:00Z"],
    ["12h", "2026-03-03T03:00:00Z"],
  ])("%s sets KeepUntil to %s", async (length, expected) => {
    const { exitCode, log } = await host.run(vm, [EXTEND, length]);
    expect({ exitCode, log }).toMatchObject({
      exitCode: 0,
      log: expect.stringContaining("is kept running until"),
    });
    const kept = await fleet.tagOf(vm, TAG.keepUntil);
    expect(Math.abs(Date.parse(kept ?? "") - Date.parse(expected))).toBeLessThan(60_000);
  });

  test.each([
    ["soon", "'soon' is not a length of time: write 2h, 90m, 1h30m or 1d"],
    ["0h", "'0h' is not a length of time"],
    ["-2h", "usage: devvm-extend"],
    ["1d", "1d is longer than the 12h that a VM may be kept"],
  ])("%s is refused, and the tag stays as it is", async (length, message) => {
    const { exitCode, log } = await host.run(vm, [EXTEND, length]);
    expect({ exitCode, log }).toMatchObject({ exitCode: 2, log: expect.stringContaining(message) });
    expect(await fleet.tagOf(vm, TAG.keepUntil)).toBeUndefined();
  });

  test("alone says until when the VM is kept", async () => {
    expect((await host.run(vm, [EXTEND])).log).toBe("This VM is not extended: it follows its schedule.\n");
    await host.run(vm, [EXTEND, "2h"]);
    expect((await host.run(vm, [EXTEND])).log).toMatch(
      /^This VM is kept running until Mon 2026-03-02 17:0\d UTC/,
    );
  });

  test("says what AWS answered when it may not", async () => {
    await aws.fault({ service: "ec2", action: "CreateTags", code: "TagLimitExceeded" });
    const { exitCode, log } = await host.run(vm, [EXTEND, "2h"]);
    expect({ exitCode, log }).toEqual({
      exitCode: 1,
      log: "devvm-extend: CreateTags KeepUntil: TagLimitExceeded\n",
    });
  });

  test("makes one call, as the VM's own role", async () => {
    const { last } = await aws.calls();
    await host.run(vm, [EXTEND, "2h"]);
    const made = (await aws.calls(last)).calls.filter(({ principal }) => principal.includes("assumed-role/"));
    expect(made.map(({ action, principal }) => [action, principal.split("/").at(-1)])).toEqual([
      ["CreateTags", vm],
    ]);
  });
});

describe("the idle timer", () => {
  test("announces the stop one run ahead, says when, and shuts down", async () => {
    const quiet = await idleRuns(3);
    expect(quiet.flatMap(walls)).toEqual([]);

    const [announcing] = await idleRuns(1);
    expect(announcing && walls(announcing)).toEqual([
      "This VM has been idle for 15m and stops in 5 minutes. Press a key, or: devvm-extend 2h",
    ]);
    const stopping = await idleRuns(1);

    expect(isOff(stopping)).toBe(true);
    expect(await fleet.tagOf(vm, TAG.stoppedAt)).toMatch(/^2026-03-02T15:2\d:\d\dZ$/);
    expect(await fleet.view(vm)).toEqual({ state: "stopped", reason: "Client.InstanceInitiatedShutdown" });
  });

  test("does not stop a VM whose stop could not be written down", async () => {
    await idleRuns(4);
    await aws.fault({ service: "ec2", action: "CreateTags", code: "TagLimitExceeded" });
    const [refused] = await idleRuns(1);
    expect(refused).toMatchObject({ exitCode: 1, log: expect.stringContaining("TagLimitExceeded") });
    expect((await fleet.view(vm)).state).toBe("running");
    expect(isOff(await idleRuns(1))).toBe(true);
  });

  test("begins anew after a key press, also one after the announcement", async () => {
    await idleRuns(4);
    const terminal = join(host.root(vm), "dev/pts/0");
    writeFileSync(terminal, "");
    const pressed = new Date((await aws.now()).getTime() - 60_000);
    utimesSync(terminal, pressed, pressed);
    const after = await idleRuns(4);
    expect(isOff(after)).toBe(false);
    expect(isOff(await idleRuns(1))).toBe(true);
  });

  test.each([
    ["a container", () => process(7, "containerd-shim", "containerd-shim-runc-v2 -id 1"), "a container runs"],
    ["a build", () => process(7, "make"), "make runs"],
    [
      "an editor's connection",
      () => process(7, "sshd", "sshd: john-smith@notty"),
      "an SSH connection is open",
    ],
    ["load", () => inRoot("proc/loadavg", "0.10 99.00 0.20 1/9 7\n"), "the load is"],
  ])("leaves a VM with %s alone", async (_, make, reason) => {
    make();
    const runs = await idleRuns(6);
    expect(isOff(runs)).toBe(false);
    expect(runs.at(-1)?.log).toContain(`in use: ${reason}`);
  });

  test("does not stop a VM that is kept running by an extension", async () => {
    await host.run(vm, [EXTEND, "2h"]);
    const runs = await idleRuns(6);
    expect(runs.at(-1)?.log).toBe("in use: it is kept by KeepUntil\n");
    expect(isOff(runs)).toBe(false);
  });

  test.each([
    ["off", undefined],
    ["", undefined],
    ["soon", undefined],
    ["15m", 4],
    ["30m", 7],
  ])("with the tag IdleStop %j stops at run %s", async (value, expected) => {
    await fleet.tag(vm, TAG.idleStop, value);
    let stoppedAt: number | undefined;
    for (let run = 1; run <= 8 && stoppedAt === undefined; run += 1) {
      if (isOff(await idleRuns(1))) stoppedAt = run;
    }
    expect(stoppedAt).toBe(expected);
  });
});
