import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { StatefulResource } from "./stateful-resources";

/** The record of a deployment is next to its config: `devvms.stateful.json` next to `devvms.yaml`. */
export function recordFile(configFile: string): string {
  return `${configFile.replace(/\.[^./\\]*$/, "")}.stateful.json`;
}

/** The recorded resources of a deployment, or undefined without a record. @throws Error for invalid JSON */
export function readRecord(configFile: string): StatefulResource[] | undefined {
  const file = recordFile(configFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** One resource per line, so that a review shows what is added and removed. */
export function writeRecord(configFile: string, resources: readonly StatefulResource[]): void {
  const lines = resources.map((one) => `  ${JSON.stringify(one)}`);
  writeFileSync(recordFile(configFile), `[\n${lines.join(",\n")}\n]\n`);
}
