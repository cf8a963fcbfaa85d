import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Environment } from "./deployed-environments";

const LOAD = join(__dirname, "load.cjs");

/**
 * Median of the milliseconds of CPU that each file takes to load, over several starts of a process. The files take
 * turns, so that what else the machine does slows all of them down.
 */
export function measureLoads(
  files: readonly string[],
  environment: Environment,
  starts: number,
): readonly number[] {
  const rounds = Array.from({ length: starts }, () => files.map((file) => load(file, environment)));
  return files.map((_, index) => median(rounds.map((round) => round[index] ?? Number.NaN)));
}

function load(file: string, environment: Environment): number {
  const env = {
    ...environment,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  return Number(execFileSync(process.execPath, [LOAD, file], { env, encoding: "utf8" }));
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
