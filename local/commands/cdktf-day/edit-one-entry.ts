import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { parseConfig } from "../../../core/config/parse";
import { fleetStackName } from "../../../core/vm/names";
import { slug } from "../../../core/vm/slug";
import type { Readings } from "../../play/journal";
import { TerraformStackRunner } from "../../tools/terraform/stack";
import { synthesize } from "../../world/synthesize";
import { PROJECT_ROOT, type World } from "../../world/world";

/** Gives the first developer another instance type and plans the change: only that developer's VM may change. */
export async function checkEditOfOneEntry(world: World, read: Readings): Promise<void> {
  const { configFile, directory, signal } = world.options;
  const document = parseDocument(readFileSync(configFile, "utf8"));
  const { config } = parseConfig(String(document), configFile);
  const entry = config.clients[0]?.developers[0];
  const other = config.policy.instanceTypes.find((type) => type !== entry?.instanceType);
  if (!entry || !other)
    throw new Error("The config needs a developer, and two instance types to choose from");
  document.setIn(["clients", 0, "developers", 0, "instanceType"], other);
  const edited = join(directory, "edited.yaml");
  writeFileSync(edited, String(document));

  const outDir = join(directory, "edited.out");
  await synthesize({ projectRoot: PROJECT_ROOT, configFile: edited, outDir, stateDir: directory, signal });
  read.note(`${entry.developer} of ${entry.client}: ${entry.instanceType} becomes ${other}`);
  const touched = fleetStackName(entry.client);
  for (const name of world.stackNames.flat()) {
    const before = readFileSync(join(world.outDir, "stacks", name, "cdk.tf.json"), "utf8");
    const after = readFileSync(join(outDir, "stacks", name, "cdk.tf.json"), "utf8");
    read.equal(`JSON of ${name} changed`, before !== after, name === touched);
  }
  const stack = new TerraformStackRunner(touched, outDir, world.terraformOptions);
  await stack.init();
  const { changes } = await stack.plan();
  const owner = `vm-${slug(entry.developer)}_`;
  const theirs =
    changes.length > 0 && changes.every((change) => change.startsWith("update ") && change.includes(owner));
  read.that(`plan of ${touched} updates ${entry.developer}'s VM alone`, theirs, changes.join(", "));
}
