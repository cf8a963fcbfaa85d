import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { STATE_FAILED_PREFIX, STATE_LAUNCHING, STATE_READY, TAG, TAGS_ON_VM } from "../../core/vm/tags";
import { buildBootBundle } from "../../userdata/build-boot-bundle";

const userdata = join(__dirname, "../../userdata");
const read = (name: string) => readFileSync(join(userdata, name), "utf8");
const scripts = readdirSync(userdata, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.(sh|py)$/.test(name),
);

test("the boot bundle contains the keys of the tags that are used on the VM", () => {
  const file = unzipSync(buildBootBundle({ keepMaxMinutes: 60 }).zip)["vm/tags.json"] ?? [];
  expect(JSON.parse(Buffer.from(file).toString())).toEqual(TAGS_ON_VM);
});

test.each(scripts)("every tag that %s uses is in the boot bundle", (script) => {
  const text = read(script);
  const inPython = [...text.matchAll(/tags\.KEYS\["(\w+)"\]/g)].map(([, name = ""]) => name);
  const inShell = [...text.matchAll(/\$TAG_([A-Z_]+)/g)].map(([, name = ""]) =>
    name.toLowerCase().replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase()),
  );
  expect(Object.keys(TAGS_ON_VM)).toEqual(expect.arrayContaining([...inPython, ...inShell]));
});

// The launcher runs before it has a bundle.
test.each(scripts.filter((name) => name !== "launch.py"))("%s repeats no tag's key", (script) => {
  const keys = Object.values(TAG).join("|");
  expect(read(script)).not.toMatch(new RegExp(`["'](${keys})["']|(need_tag|aws tag) (${keys})\\b`));
});

test("the launcher and the runner write the states of the table of tags", () => {
  const launcher = read("launch.py");
  expect(launcher).toContain(`\nTAG = "${TAG.state}"\n`);
  expect(launcher).toContain(`tag_self(TAG, "${STATE_LAUNCHING}")`);
  expect(launcher).toContain(`"${STATE_FAILED_PREFIX}" + reason`);
  expect(read("boot/run.sh")).toContain(`aws tag "$TAG_STATE" ${STATE_READY} `);
});
