import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface TerraformOptions {
  /** Path of the binary. */
  readonly terraform: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Called with each line of standard output. */
  readonly onLine?: (line: string) => void;
}

export interface TerraformResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Terraform to its end and returns its output; does not throw for an exit code. */
export function runTerraform(args: readonly string[], options: TerraformOptions): Promise<TerraformResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.terraform, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const out: string[] = [];
    const err: string[] = [];
    createInterface({ input: child.stdout }).on("line", (line) => {
      out.push(line);
      options.onLine?.(line);
    });
    createInterface({ input: child.stderr }).on("line", (line) => err.push(line));
    child.once("error", reject);
    child.once("close", (code) =>
      resolve({ code: code ?? 1, stdout: out.join("\n"), stderr: err.join("\n") }),
    );
  });
}
