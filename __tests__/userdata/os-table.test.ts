import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OS_NAMES } from "../../core/vm/os";
import { VENDOR_ROOTS } from "../../local/aws/vm/os-release";

const folder = join(__dirname, "../../userdata/boot/os");
const table: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(join(folder, "table.json"), "utf8"),
);
const functions = [...readFileSync(join(folder, "install.sh"), "utf8").matchAll(/^(\w+)\(\) \{$/gm)].map(
  ([, name]) => name,
);

test("the boot's table and the config know the same operating systems", () => {
  expect(Object.keys(table)).toEqual([...OS_NAMES]);
});

test.each(OS_NAMES)("every way to install that %s names exists", (os) => {
  const row = table[os];
  expect(functions).toEqual(
    expect.arrayContaining([
      `packages_${row?.["packages"]}`,
      `ssm_${row?.["ssmInstall"]}`,
      `efs_${row?.["efsInstall"]}`,
    ]),
  );
});

test.each(OS_NAMES)("%s has something to take pushed SSH keys with", (os) => {
  expect(table[os]?.["pushedKeys"]).toMatch(/^(ec2-instance-connect\b|https:\S+\.rpm )/);
});

test("all rows have the same columns", () => {
  const columns = Object.values(table).map((row) => Object.keys(row).join());
  expect(new Set(columns).size).toBe(1);
});

test.each(OS_NAMES)("the SSM agent of %s has the unit that its image has", (os) => {
  const { ssmUnit } = VENDOR_ROOTS[os];
  expect([undefined, table[os]?.["ssmUnit"]]).toContain(ssmUnit);
});
