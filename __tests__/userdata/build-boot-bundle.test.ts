import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { buildBootBundle, currentBundle } from "../../userdata/build-boot-bundle";

const SETTINGS = { keepMaxMinutes: 600 };
const zone = process.env["TZ"];

afterEach(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

test("the bundle is byte-identical in every time zone", () => {
  const hashes = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"].map((tz) => {
    process.env["TZ"] = tz;
    return buildBootBundle(SETTINGS).sha256;
  });
  expect(new Set(hashes).size).toBe(1);
});

test("the bundle's name is its hash, and the pointer contains both", () => {
  const bundle = buildBootBundle(SETTINGS);
  expect(bundle.sha256).toBe(createHash("sha256").update(bundle.zip).digest("hex"));
  expect(bundle.key).toBe(`boot/${bundle.sha256}.zip`);
  expect(JSON.parse(currentBundle(bundle))).toEqual({ sha256: bundle.sha256, key: bundle.key });
});

test("the bundle contains the files of the boot folder, in order, and none of Python's caches", () => {
  const files = unzipSync(buildBootBundle(SETTINGS).zip);
  const names = Object.keys(files);
  expect(names).toEqual([...names].sort());
  expect(names).toEqual(expect.arrayContaining(["run.sh", "lib.sh", "devvm_aws.py", "os/table.json"]));
  expect(names.filter((name) => !/\.(sh|py|json)$/.test(name))).toEqual([]);
  const runner = readFileSync(join(__dirname, "../../userdata/boot/run.sh"));
  expect(Buffer.from(files["run.sh"] ?? []).equals(runner)).toBe(true);
});

test("the bundle contains the settings, and other settings produce another bundle", () => {
  const bundle = buildBootBundle(SETTINGS);
  const text = Buffer.from(unzipSync(bundle.zip)["settings.json"] ?? []).toString();
  expect(JSON.parse(text)).toEqual(SETTINGS);
  expect(buildBootBundle({ keepMaxMinutes: 60 }).sha256).not.toBe(bundle.sha256);
});

test("the SSM agent is the first step, so that a VM whose other steps fail can be reached", () => {
  const steps = Object.keys(unzipSync(buildBootBundle(SETTINGS).zip)).filter((name) =>
    name.startsWith("steps/"),
  );
  expect(steps[0]).toBe("steps/10-ssm-agent.sh");
});
