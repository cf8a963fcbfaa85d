import type { App } from "cdktf";
import type { Config } from "../../core/config/config";
import { UnusableConfigError } from "../read-config";
import { compare, losses } from "./compare";
import { listedFor } from "./listed";
import { readRecord, recordFile } from "./record";
import { keyOf, statefulResources } from "./stateful-resources";

const RUNBOOK = "docs/remove-data.md";

/**
 * Refuses to synthesize what would lose data: against the list of what the code must always make, and against the
 * record of what this deployment holds.
 *
 * @throws UnusableConfigError that says what would be lost and what to do
 */
export function guardData(app: App, config: Config, configFile: string): void {
  const now = statefulResources(app);
  const byCode = losses(compare(listedFor(config), now));
  if (byCode.length > 0) throw refusal("The code no longer makes what holds data", byCode, CODE_HINT);
  const record = readRecord(configFile);
  if (!record) {
    if (config.state.backend === "local") return;
    throw refusal(
      `${recordFile(configFile)} is missing`,
      [],
      "It says what this deployment holds, so that an edited config cannot drop it: npm run stateful writes it, commit it.",
    );
  }
  const differences = compare(record, now);
  const byConfig = losses(differences);
  if (byConfig.length > 0) {
    const what = `${configFile} no longer has what ${recordFile(configFile)} says it holds`;
    throw refusal(what, byConfig, `Put it back into ${configFile}. To really remove it: ${RUNBOOK}.`);
  }
  if (differences.added.length > 0) {
    const lines = differences.added.map((one) => `${keyOf(one)} is new`);
    throw refusal(`${recordFile(configFile)} is not complete`, lines, "Run npm run stateful, and commit it.");
  }
}

const CODE_HINT =
  "Was a construct renamed or moved? Give its resource moveFromId with the old address. " +
  `To really remove it: ${RUNBOOK}.`;

function refusal(what: string, lines: readonly string[], hint: string): UnusableConfigError {
  return new UnusableConfigError([`${what}.`, ...lines.map((line) => `  ${line}`), hint].join("\n"));
}
