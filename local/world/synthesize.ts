import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface SynthesizeOptions {
  readonly projectRoot: string;
  readonly configFile: string;
  readonly outDir: string;
  readonly stateDir: string;
  readonly signal?: AbortSignal;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly name: string; readonly dependencies: readonly string[] }>
  >;
}

/** A stack and those that must be deployed before it. */
export interface SynthesizedStack {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/** Runs `main.ts` as `cdktf synth` does. @throws Error with what it printed, when it failed. */
export async function synthesize(
  options: SynthesizeOptions,
): Promise<{ stacks: SynthesizedStack[]; warnings: string }> {
  const { projectRoot, configFile, outDir, stateDir, signal } = options;
  const env = { ...process.env, CDKTF_OUTDIR: outDir, DEVVM_CONFIG: configFile, DEVVM_STATE_DIR: stateDir };
  const child = spawn(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: projectRoot,
    env,
    stdio: ["ignore", "ignore", "pipe"],
    ...(signal ? { signal } : {}),
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(said.trim());
  const manifest = JSON.parse(readFileSync(join(outDir, "manifest.json"), "utf8")) as Manifest;
  return { stacks: Object.values(manifest.stacks), warnings: said.trim() };
}

/** Stacks in the order of their deployment; those of one group depend on none of each other. */
export function inOrder(stacks: readonly SynthesizedStack[]): SynthesizedStack[][] {
  const groups: SynthesizedStack[][] = [];
  let left = [...stacks];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const group = left.filter(({ dependencies }) => !dependencies.some((name) => waiting.has(name)));
    if (group.length === 0) throw new Error(`Stacks depend on each other: ${[...waiting].join(", ")}`);
    groups.push(group);
    left = left.filter((stack) => !group.includes(stack));
  }
  return groups;
}
