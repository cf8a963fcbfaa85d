import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { StatefulResource } from "./stateful-resources";

/** The record of a deployment lies beside its config: `devvms.stateful.json` beside `devvms.yaml`. */
export function recordFile(configFile: string): string {
  return `${configFile.replace(/\.[^./\\]*$/, "")}.stateful.json`;
}

/** What a deployment was last said to hold, or undefined where nobody ever said. @throws Error for broken JSON */
export function readRecord(configFile: string): StatefulResource[] | undefined {
  const file = recordFile(configFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** One resource a line, so that a review shows what comes and goes. */
export function writeRecord(configFile: string, resources: readonly StatefulResource[]): void {
  const lines = resources.map((one) => `  ${JSON.stringify(one)}`);
  writeFileSync(recordFile(configFile), `[\n${lines.join(",\n")}\n]\n`);
}
