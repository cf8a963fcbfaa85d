import { copyFileSync, readFileSync } from "node:fs";
import { App } from "cdktf";
import { buildStacks } from "../../../modules/stacks";
import { writeRecord } from "../../../modules/stateful/record";
import { statefulResources } from "../../../modules/stateful/stateful-resources";
import type { Journal, Readings } from "../../play/journal";
import { deployNewStacks, deployStacks } from "../../tools/terraform/deploy";
import { isEmpty } from "../../tools/terraform/stack";
import type { World } from "../../world/world";
import { ByCode } from "./by-code";
import { ByConfig } from "./by-config";
import { deleteByHand } from "./by-hand";
import { readData } from "./data";
import { readDataIsThere } from "./read-back";
import { configCopy } from "./variant";

/** Deploys a fleet, then tries the ways in which its data could be lost. */
export async function refusals(world: World, journal: Journal): Promise<void> {
  await journal.step("The deploy role deploys a fleet with its guard enforced", (read) =>
    deploy(world, read),
  );
  if (journal.broken.length > 0) return;
  const data = await readData(world);
  const byConfig = new ByConfig(world, readFileSync(configCopy(world), "utf8"), data);
  const byCode = new ByCode(world, data);
  await journal.step("The databases are deleted from the config", (read) => byConfig.databases(read));
  await journal.step("A client is deleted from the config", (read) => byConfig.client(read));
  await journal.step("Half of the config is lost", (read) => byConfig.half(read));
  await journal.step("The databases are deleted from the config and there is no record of them", (read) =>
    byConfig.databasesUnrecorded(read),
  );
  await journal.step("The code changes the identity of the file system", (read) => byCode.replaceHomes(read));
  await journal.step("The code no longer has the file system", (read) => byCode.removeHomes(read));
  await journal.step("The deploy role deletes by hand", (read) => deleteByHand(world, read, data));
  await journal.step("The deployment is applied again: everything is unchanged", async (read) => {
    await deployStacks(world.stacks, world.output);
    for (const stack of world.stacks.flat())
      read.that(`plan of ${stack.name}`, isEmpty(await stack.plan()), "empty");
    await readDataIsThere(read, world, data);
  });
}

async function deploy(world: World, read: Readings): Promise<void> {
  await world.bootstrap();
  await world.emulator.enforceDenials(true);
  await deployNewStacks(world.stacks, world.output);
  copyFileSync(world.options.configFile, configCopy(world));
  const app = new App({ outdir: `${world.options.directory}/record.out` });
  buildStacks(app, world.config);
  writeRecord(configCopy(world), statefulResources(app));
  for (const [what, found] of Object.entries(await readData(world)))
    read.that(what, found.length > 0, [found].flat().join(", "));
}
