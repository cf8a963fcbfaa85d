import type { App } from "cdktf";
import type { Config } from "../../core/config/config";
import { UnusableConfigError } from "../read-config";
import { compare, losses } from "./compare";
import { listedFor } from "./listed";
import { readRecord, recordFile } from "./record";
import { keyOf, statefulResources } from "./stateful-resources";

const RUNBOOK = "docs/remove-data.md";

/**
 * Refuses a synthesis that would lose data: compares with the list of resources that the code must always create, and
 * with the record of what this deployment holds.
 *
 * @throws UnusableConfigError with the resources that would be lost and the next step
 */
export function guardData(app: App, config: Config, configFile: string): void {
  const now = statefulResources(app);
  const byCode = losses(compare(listedFor(config), now));
  if (byCode.length > 0) throw refusal("The code no longer creates stateful resources", byCode, CODE_HINT);
  const record = readRecord(configFile);
  if (!record) {
    if (config.state.backend === "local") return;
    throw refusal(
      `${recordFile(configFile)} is missing`,
      [],
      "It records what this deployment holds, so that an edited config cannot drop it: run npm run stateful, and commit it.",
    );
  }
  const differences = compare(record, now);
  const byConfig = losses(differences);
  if (byConfig.length > 0) {
    const what = `${configFile} no longer contains resources that ${recordFile(configFile)} records`;
    throw refusal(what, byConfig, `Restore it in ${configFile}. To remove it on purpose: ${RUNBOOK}.`);
  }
  if (differences.added.length > 0) {
    const lines = differences.added.map((one) => `${keyOf(one)} is new`);
    throw refusal(`${recordFile(configFile)} is not complete`, lines, "Run npm run stateful, and commit it.");
  }
}

const CODE_HINT =
  "Was a construct renamed or moved? Give its resource moveFromId with the old address. " +
  `To remove it on purpose: ${RUNBOOK}.`;

function refusal(what: string, lines: readonly string[], hint: string): UnusableConfigError {
  return new UnusableConfigError([`${what}.`, ...lines.map((line) => `  ${line}`), hint].join("\n"));
}
