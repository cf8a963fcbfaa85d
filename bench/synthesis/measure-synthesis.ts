import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPORT_USAGE, readUsage, type Usage } from "../usage";
import { bigFleet } from "./big-fleet";

const ROOT = join(__dirname, "..", "..");
const RECORD_CREATION_STACKS = join(__dirname, "record-creation-stacks.cjs");

export interface SynthesisOptions {
  readonly vms: number;
  /** As CDKTF does by itself. @default false */
  readonly creationStacks?: boolean;
}

/** Runs `main.ts` as `cdktf synth` does, in a process of its own, loading included. */
export function measureSynthesis({ vms, creationStacks = false }: SynthesisOptions): Usage {
  const directory = mkdtempSync(join(tmpdir(), "devvm-bench-"));
  const config = join(directory, "devvms.yaml");
  const usageFile = join(directory, "usage");
  const preloaded = [REPORT_USAGE, ...(creationStacks ? [RECORD_CREATION_STACKS] : []), "tsx/cjs"];
  try {
    writeFileSync(config, bigFleet(vms));
    execFileSync(process.execPath, [...preloaded.flatMap((file) => ["--require", file]), "main.ts"], {
      cwd: ROOT,
      env: {
        ...process.env,
        DEVVM_CONFIG: config,
        DEVVM_STATE_DIR: directory,
        CDKTF_OUTDIR: join(directory, "out"),
        USAGE_FILE: usageFile,
      },
    });
    return readUsage(usageFile);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
