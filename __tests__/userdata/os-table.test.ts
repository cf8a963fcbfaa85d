import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { OS_NAMES, osByName } from "../../core/vm/os";
import { VENDOR_ROOTS } from "../../local/aws/vm/os-release";
import { buildBootBundle } from "../../userdata/build-boot-bundle";

const file = unzipSync(buildBootBundle({ keepMaxMinutes: 60 }).zip)["os/table.json"] ?? [];
const table: Record<string, Record<string, string>> = JSON.parse(Buffer.from(file).toString());
const install = readFileSync(join(__dirname, "../../userdata/boot/os/install.sh"), "utf8");
const functions = [...install.matchAll(/^(\w+)\(\) \{$/gm)].map(([, name]) => name);

test("the boot's table and the config know the same operating systems", () => {
  expect(Object.keys(table)).toEqual([...OS_NAMES]);
});

test.each(OS_NAMES)(
  "the boot's row of %s has the values of the table of operating systems, as texts",
  (os) => {
    const { boot } = osByName(os);
    expect(table[os]).toEqual({
      ...boot,
      pushedKeys: boot.pushedKeys.join(" "),
      efsBuildPackages: boot.efsBuildPackages.join(" "),
      selinuxBooleans: boot.selinuxBooleans.join(" "),
    });
  },
);

test.each(OS_NAMES)("every installation function that %s names exists", (os) => {
  const row = table[os];
  expect(functions).toEqual(
    expect.arrayContaining([
      `packages_${row?.["packages"]}`,
      `ssm_${row?.["ssmInstall"]}`,
      `efs_${row?.["efsInstall"]}`,
    ]),
  );
});

test.each(OS_NAMES)("%s has packages that accept pushed SSH keys", (os) => {
  expect(table[os]?.["pushedKeys"]).toMatch(/^(ec2-instance-connect\b|https:\S+\.rpm )/);
});

test("all rows have the same columns", () => {
  const columns = Object.values(table).map((row) => Object.keys(row).join());
  expect(new Set(columns).size).toBe(1);
});

test.each(OS_NAMES)("the SSM agent's unit of %s is that of its image", (os) => {
  const { ssmUnit } = VENDOR_ROOTS[os];
  expect([undefined, table[os]?.["ssmUnit"]]).toContain(ssmUnit);
});
