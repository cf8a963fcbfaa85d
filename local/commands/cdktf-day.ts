import { CALENDAR } from "../play/calendar";
import { checkFleetBoots, checkFleetFollowsSchedules } from "../play/fleet";
import type { Journal } from "../play/journal";
import { cdktfCli } from "../tools/cdktf-cli";
import { PROJECT_ROOT, type World } from "../world/world";
import { checkEditOfOneEntry } from "./cdktf-day/edit-one-entry";
import { runSteps } from "./run-steps";

const NO_CHANGES = /no differences, so no changes are needed/;

runSteps({
  name: "npm run cdktf-day --",
  description:
    "Deploys with the CDKTF CLI to an emulated AWS, lets a day of stops and starts pass, and plans again.",
  steps: cdktfDay,
});

async function cdktfDay(world: World, journal: Journal): Promise<void> {
  const { directory, configFile, signal, output } = world.options;
  const cli = () => {
    const env = { ...world.terraformOptions.env, DEVVM_CONFIG: configFile, DEVVM_STATE_DIR: directory };
    return cdktfCli({ projectRoot: PROJECT_ROOT, env, signal });
  };
  const { outDir } = world;
  const stacks = world.stackNames.flat();

  await journal.step("cdktf deploy deploys every stack", async (read) => {
    output.progress("cdktf deploy: takes some minutes because of the databases");
    await cli().deploy(["bootstrap"], outDir, { synth: true });
    await world.assumeDeployRole();
    await cli().deploy(stacks, outDir, { synth: false });
    await world.goLive();
    const vms = await world.ec2.vms();
    read.equal("VMs in EC2", vms.length, world.config.clients.flatMap(({ developers }) => developers).length);
  });
  if (journal.broken.length > 0) return;
  await journal.step("A day of stops and starts", async (read) => {
    await checkFleetBoots(world, read);
    for (const instant of [CALENDAR.thursdayEvening, CALENDAR.fridayMorning]) {
      await world.passUntil(instant);
      await checkFleetFollowsSchedules(world, read);
    }
  });
  await journal.step("cdktf diff finds nothing to change", async (read) => {
    for (const [index, stack] of stacks.entries()) {
      output.progress(`cdktf diff ${stack}`);
      const said = await cli().diff(stack, outDir, { synth: index === 0 });
      read.that(stack, NO_CHANGES.test(said.replace(/\s+/g, " ")), lastLines(said));
    }
  });
  await journal.step("An edited entry changes one stack's JSON and one developer's resources", (read) =>
    checkEditOfOneEntry(world, read),
  );
}

function lastLines(said: string): string {
  return NO_CHANGES.test(said.replace(/\s+/g, " "))
    ? "no changes"
    : said.trim().split("\n").slice(-30).join("\n");
}
