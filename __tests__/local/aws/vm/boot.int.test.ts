import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OS_NAMES } from "../../../../core/vm/os";
import { TAG } from "../../../../core/vm/tags";
import { type Emulator, startEmulator } from "../../../../local/aws/api/start-emulator";
import type { BootResult } from "../../../../local/aws/vm/model";
import { startVmHost, type VmHost } from "../../../../local/aws/vm/start-vm-host";
import { buildBootBundle } from "../../../../userdata/build-boot-bundle";
import { type Fleet, JOHNS_TAGS, makeFleet, REGION } from "./fleet";

jest.setTimeout(300_000);

const bundle = buildBootBundle({ keepMaxMinutes: 60 });
const MOUNT = [
  "-t",
  "efs",
  "-o",
  "tls,iam,accesspoint=fsap-0123456789abcdef0",
  "fs-0123456789abcdef0:/",
  "/home/john-smith",
];

let aws: Emulator;
let fleet: Fleet;
let host: VmHost;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "devvm-boot-"));
  aws = await startEmulator();
  fleet = await makeFleet(aws.url);
  host = startVmHost({ endpoint: aws.url, directory, region: REGION });
});

beforeEach(() => fleet.publish(bundle));

afterAll(async () => {
  await host?.stop();
  fleet?.close();
  await aws?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const calls = ({ commands }: BootResult, command: string) =>
  commands.filter((call) => call.command === command).map(({ args }) => args);
const launch = (tags: Readonly<Record<string, string>> = {}) => fleet.launch({ ...JOHNS_TAGS, ...tags });
const file = (id: string, path: string) => join(host.root(id), path);

describe.each(OS_NAMES)("a VM with %s", (os) => {
  test("boots to ready with the developer's account and home, and again after a stop", async () => {
    const id = await launch({ [TAG.os]: os });

    const first = await host.boot(id);

    expect({ ...first, commands: [] }).toMatchObject({
      exitCode: 0,
      log: expect.stringContaining(`boot of ${os}`),
    });
    expect(await fleet.state(id)).toBe("ready");
    expect(calls(first, "mount")).toEqual([MOUNT]);
    expect(readFileSync(file(id, "etc/passwd"), "utf8")).toContain(
      "john-smith:x:1234567890:1234567890::/home/john-smith:/bin/bash\n",
    );
    expect(readFileSync(file(id, "etc/group"), "utf8")).toMatch(/^devs:.*:john-smith$/m);
    expect(calls(first, "setsebool")).toEqual(
      os.startsWith("RHEL") ? [["-P", "use_nfs_home_dirs", "on"]] : [],
    );

    await fleet.tag(id, TAG.state, "left by the stop");
    const second = await host.boot(id);

    expect(second.exitCode).toBe(0);
    expect(await fleet.state(id)).toBe("ready");
    expect(calls(second, "mount")).toEqual([MOUNT]);
    for (const command of ["useradd", "groupadd", "dnf", "apt-get", "snap", "curl", "setsebool"]) {
      expect(calls(second, command)).toEqual([]);
    }
  });
});

test("the SSM agent is installed first where the image has none, and started everywhere", async () => {
  const [rhel, ubuntu] = [await launch({ [TAG.os]: "RHEL9" }), await launch({ [TAG.os]: "Ubuntu24.04" })];
  const [onRhel, onUbuntu] = [await host.boot(rhel), await host.boot(ubuntu)];
  const agent =
    "https://s3.us-east-1.amazonaws.com/amazon-ssm-us-east-1/latest/linux_amd64/amazon-ssm-agent.rpm";
  expect(calls(onRhel, "dnf")[0]).toEqual(["install", "-y", agent]);
  expect(calls(onRhel, "systemctl")).toContainEqual(["enable", "--now", "amazon-ssm-agent.service"]);
  expect(calls(onUbuntu, "systemctl")).toContainEqual([
    "enable",
    "--now",
    "snap.amazon-ssm-agent.amazon-ssm-agent.service",
  ]);
});

test("what SSH asks for pushed keys is installed where the image has none; without it the VM is ready all the same", async () => {
  const [rhel, amazon] = [await launch({ [TAG.os]: "RHEL8" }), await launch({ [TAG.os]: "AmazonLinux2023" })];
  const connect = /\/ec2-instance-connect(\.rhel8|-selinux\.noarch)\.rpm$/;
  const installs = (result: BootResult) =>
    calls(result, "dnf").filter((args) => connect.test(String(args.at(-1))));
  const onRhel = await host.boot(rhel);
  expect(installs(onRhel)).toEqual([
    [
      "install",
      "-y",
      expect.stringMatching(/connect\.rhel8\.rpm$/),
      expect.stringMatching(/selinux\.noarch\.rpm$/),
    ],
  ]);
  expect(installs(await host.boot(amazon))).toEqual([]);
  expect(installs(await host.boot(rhel))).toEqual([]);

  rmSync(file(rhel, "opt/aws/bin/eic_run_authorized_keys"));
  host.failCommand(rhel, "dnf", 1);
  const without = await host.boot(rhel);
  expect(without).toMatchObject({ exitCode: 0, log: expect.stringContaining("no SSH until the next boot") });
});

test("files in a home outlive the VM, and those of /etc/skel never overwrite or come back", async () => {
  const person = { [TAG.homeAccessPoint]: "fsap-00000000000000001" };
  const first = await launch(person);
  await host.boot(first);
  expect(existsSync(file(first, "home/john-smith/.profile"))).toBe(true);
  writeFileSync(file(first, "home/john-smith/.bashrc"), "# John's own\n");
  rmSync(file(first, "home/john-smith/.profile"));

  const second = await launch(person);
  await host.boot(second);

  expect(readFileSync(file(second, "home/john-smith/.bashrc"), "utf8")).toBe("# John's own\n");
  expect(existsSync(file(second, "home/john-smith/.profile"))).toBe(false);
});

test("a VM calls AWS as its own role, and no more than it needs", async () => {
  const id = await launch();
  const { last } = await aws.calls();

  await host.boot(id);

  const { calls: made } = await aws.calls(last);
  const own = made.filter(({ principal }) => principal.includes("assumed-role/"));
  expect(new Set(own.map(({ principal }) => principal.split(":assumed-role/")[1]))).toEqual(
    new Set([`dev-vm-clienta.john-smith/${id}`]),
  );
  expect(own.map(({ service, action, errorCode }) => `${service}:${action} ${errorCode}`)).toEqual([
    "ec2:CreateTags null",
    "s3:GetObject null",
    "s3:GetObject null",
    "ec2:CreateTags null",
  ]);
});

test("a VM is launching before it is ready", async () => {
  const id = await launch();
  const { last } = await aws.events();
  await host.boot(id);
  const { events } = await aws.events(last);
  const states = events
    .map(({ event }) => event.detail["tags"] as Record<string, string> | undefined)
    .flatMap((tags) => tags?.[TAG.state] ?? []);
  expect(states).toEqual(["launching", "ready"]);
});

test("throttling while the whole fleet starts only makes a boot slower", async () => {
  const id = await launch();
  await aws.fault({
    service: "ec2",
    action: "CreateTags",
    code: "RequestLimitExceeded",
    status: 503,
    times: 3,
  });
  expect((await host.boot(id)).exitCode).toBe(0);
  expect(await fleet.state(id)).toBe("ready");
});

test("a mount that fails once is tried again, and the VM becomes ready", async () => {
  const id = await launch();
  host.failCommand(id, "mount", 1);
  const result = await host.boot(id);
  expect(result.exitCode).toBe(0);
  expect(calls(result, "mount")).toEqual([MOUNT, MOUNT]);
  expect(await fleet.state(id)).toBe("ready");
});

test("a VM whose home cannot be remounted is not still called ready, and recovers at its next start", async () => {
  const id = await launch();
  await host.boot(id);
  host.failCommand(id, "mount", 99);

  const failed = await host.boot(id);

  expect(failed.exitCode).toBe(1);
  expect(calls(failed, "mount")).toHaveLength(4);
  expect(await fleet.state(id)).toBe(
    "failed: /home/john-smith could not be mounted from fs-0123456789abcdef0 through fsap-0123456789abcdef0",
  );
  expect(calls(failed, "systemctl")).toContainEqual(["is-active", "--quiet", "amazon-ssm-agent.service"]);

  host.failCommand(id, "mount", 0);
  await host.boot(id);
  expect(await fleet.state(id)).toBe("ready");
});

test("a bundle whose hash is wrong is not run", async () => {
  const id = await launch();
  const altered = Uint8Array.from(bundle.zip);
  altered[100] = (altered[100] ?? 0) ^ 1;
  await fleet.publish({ ...bundle, zip: altered });

  const result = await host.boot(id);

  expect(result.exitCode).toBe(1);
  expect(await fleet.state(id)).toMatch(
    new RegExp(`^failed: boot bundle has sha256 [0-9a-f]{12} expected ${bundle.sha256.slice(0, 12)}$`),
  );
  expect(calls(result, "mountpoint")).toEqual([]);
});

test("a VM takes the bundle that is current when it starts, not the one of its launch", async () => {
  const id = await launch();
  await fleet.publish({ ...bundle, zip: new Uint8Array([1, 2, 3]) });
  await host.boot(id);
  await fleet.publish(bundle);
  expect((await host.boot(id)).exitCode).toBe(0);
  expect(await fleet.state(id)).toBe("ready");
});

test.each([
  [TAG.login, "failed: the instance has no tag Login"],
  [TAG.uid, "failed: the instance has no tag Uid"],
  [TAG.homeFileSystem, "failed: the instance has no tag HomeFileSystem"],
  [TAG.homeAccessPoint, "failed: the instance has no tag HomeAccessPoint"],
])("a VM without its tag %s fails at once and says so", async (key, state) => {
  const id = await launch();
  await fleet.untag(id, key);
  const result = await host.boot(id);
  expect(result.exitCode).toBe(1);
  expect(await fleet.state(id)).toBe(state);
  expect(result.log).not.toContain("try 2");
});

test.each([
  [{ [TAG.uid]: "65534" }, "failed: gid 65534 belongs to nobody already"],
  [{ [TAG.login]: "nobody" }, "failed: nobody has gid 65534 already not 1234567890"],
  [{ [TAG.login]: "john smith" }, "failed: tag Login is not a login: john smith"],
  [{ [TAG.uid]: "12; reboot" }, "failed: tag Uid is not a number: 12 reboot"],
])("another account is never taken over: %j", async (tags, state) => {
  const id = await launch(tags);
  expect((await host.boot(id)).exitCode).toBe(1);
  expect(await fleet.state(id)).toBe(state);
});

test("a boot that runs again leaves a right mount alone, and replaces one of other tags", async () => {
  const id = await launch();
  await host.boot(id);
  expect(calls(await host.restart(id), "mount")).toEqual([]);

  await fleet.tag(
    id,
    TAG.homeAccessPoint,
    "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0f",
  );
  const other = await host.restart(id);

  expect(calls(other, "umount")).toEqual([["/home/john-smith"]]);
  expect(calls(other, "mount").map((args) => args[3])).toEqual(["tls,iam,accesspoint=fsap-0f"]);
  expect(await fleet.state(id)).toBe("ready");
});
