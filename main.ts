import { App } from "cdktf";
import { formatProblems } from "./core/config/file/errors";
import { STATE_DIRECTORY } from "./modules/parts/base-stack";
import { withoutCreationStacks } from "./modules/parts/without-creation-stacks";
import { readConfig, UnusableConfigError } from "./modules/read-config";
import { buildStacks } from "./modules/stacks";
import { guardData } from "./modules/stateful/guard-data";

/** `DEVVM_CONFIG`: the config file. `DEVVM_STATE_DIR`: where local state is kept. */
const { DEVVM_CONFIG = "devvms.yaml", DEVVM_STATE_DIR = "." } = process.env;

function synthesize(): void {
  const { config, warnings } = readConfig(DEVVM_CONFIG);
  if (warnings.length > 0) console.error(formatProblems(warnings));
  const app = new App({ context: { [STATE_DIRECTORY]: DEVVM_STATE_DIR } });
  buildStacks(app, config);
  guardData(app, config, DEVVM_CONFIG);
  // References between stacks become tokens only here.
  withoutCreationStacks(() => app.synth());
}

try {
  synthesize();
} catch (error) {
  if (!(error instanceof UnusableConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
