import { App } from "cdktf";
import { Command } from "commander";
import { readConfig, UnusableConfigError } from "../modules/read-config";
import { buildStacks } from "../modules/stacks";
import { compare, losses } from "../modules/stateful/compare";
import { readRecord, recordFile, writeRecord } from "../modules/stateful/record";
import { keyOf, statefulResources } from "../modules/stateful/stateful-resources";

const { DEVVM_CONFIG = "devvms.yaml" } = process.env;

/** Records the stateful resources of the config's deployment; recorded resources are dropped only on request. */
function record(retired: readonly string[]): void {
  const { config } = readConfig(DEVVM_CONFIG);
  const app = new App();
  buildStacks(app, config);
  const now = statefulResources(app);
  const before = readRecord(DEVVM_CONFIG) ?? [];
  const unknown = retired.filter((key) => !before.some((one) => keyOf(one) === key));
  if (unknown.length > 0) throw new UnusableConfigError(`Not in the record: ${unknown.join(", ")}`);
  const kept = before.filter((one) => !retired.includes(keyOf(one)));
  const lost = losses(compare(kept, now));
  if (lost.length > 0) {
    const hint = "Restore it in the config; or name it with --retire, as described in docs/remove-data.md.";
    throw new UnusableConfigError(
      [`Missing from the config, but in ${recordFile(DEVVM_CONFIG)}:`, ...lost, hint].join("\n  "),
    );
  }
  const still = now.filter((one) => retired.includes(keyOf(one)) && !isChanged(before, one));
  if (still.length > 0) {
    const names = still.map(keyOf).join(", ");
    throw new UnusableConfigError(`Still in ${DEVVM_CONFIG}: ${names}. Remove it there first.`);
  }
  writeRecord(DEVVM_CONFIG, now);
  console.log(`${recordFile(DEVVM_CONFIG)}: ${now.length} resources that hold data`);
}

function isChanged(
  before: Parameters<typeof compare>[0],
  one: Parameters<typeof compare>[0][number],
): boolean {
  return compare(before, [one]).changed.length > 0;
}

new Command("npm run stateful --")
  .description(
    "Records the stateful resources of a deployment next to its config, so that an edit cannot drop them by mistake.",
  )
  .option("--retire <address...>", "resources that were removed from the config on purpose", [])
  .action(({ retire }: { retire: string[] }) => {
    try {
      record(retire);
    } catch (error) {
      if (!(error instanceof UnusableConfigError)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    }
  })
  .parse();
