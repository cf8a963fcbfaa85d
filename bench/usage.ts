import { readFileSync } from "node:fs";
import { join } from "node:path";

/** To be preloaded into a process, whose usage it writes to the file that `USAGE_FILE` names. */
export const REPORT_USAGE = join(__dirname, "report-usage.cjs");

export interface Usage {
  /** The most memory that the process had, MiB. */
  readonly peakMb: number;
  readonly cpuSeconds: number;
}

export function readUsage(file: string): Usage {
  const { peakKb, cpuSeconds } = JSON.parse(readFileSync(file, "utf8"));
  return { peakMb: peakKb / 1024, cpuSeconds };
}
