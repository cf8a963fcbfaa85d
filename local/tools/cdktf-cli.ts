import { spawn } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

export interface CdktfCliOptions {
  readonly projectRoot: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

interface SynthOption {
  /** Whether all stacks are synthesized first. */
  readonly synth: boolean;
}

/** The project's own `cdktf`, as `npx cdktf` runs it. */
export interface CdktfCli {
  deploy(stacks: readonly string[], outDir: string, option: SynthOption): Promise<void>;
  /** The output of `cdktf diff` for a stack, without its spinner. */
  diff(stack: string, outDir: string, option: SynthOption): Promise<string>;
}

/** Offline, the CLI must not look up hashes of providers from a mirror. */
const OFFLINE = ["--skip-provider-lock", "--log-level", "WARN"];

export function cdktfCli({ projectRoot, env, signal }: CdktfCliOptions): CdktfCli {
  async function run(args: readonly string[]): Promise<string> {
    const child = spawn(join(projectRoot, "node_modules", ".bin", "cdktf"), [...args, ...OFFLINE], {
      cwd: projectRoot,
      env,
      signal,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        said += chunk;
      });
    }
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const text = stripVTControlCharacters(said);
    if (code !== 0) throw new Error(`cdktf ${args.join(" ")} ended with ${code}:\n${text.slice(-4000)}`);
    return text;
  }

  return {
    deploy: async (stacks, outDir, option) =>
      void (await run(["deploy", ...stacks, "--auto-approve", "--output", outDir, ...flags(option)])),
    diff: (stack, outDir, option) => run(["diff", stack, "--output", outDir, ...flags(option)]),
  };
}

function flags({ synth }: SynthOption): string[] {
  return synth ? [] : ["--skip-synth"];
}
