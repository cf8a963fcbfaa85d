import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SCHEDULE_RULES } from "../../core/config/sections/scheduler";
import type { StartStopSettings } from "../../functions/start-stop/contract";
import { unpackCode } from "../../local/aws/lambda/code";
import { packageLambda } from "../../modules/platform/lambda/lambda-package";
import { PROJECT } from "../fleet/scheduler";
import { Ec2Model } from "../modelled/ec2-model";
import { serveModel } from "../modelled/model-server";
import { REPORT_USAGE, readUsage } from "../usage";
import { makeVms } from "./simulate-change";

const ROOT = join(__dirname, "..", "..");
const RUNNER = join(ROOT, "local", "aws", "lambda", "runner.cjs");
const MORNING = Date.UTC(2026, 2, 3, 8);
const TICK = 5 * 60_000;

export interface MemoryOptions {
  readonly vms: number;
  /** Runs in the same process, as in a warm Lambda. */
  readonly runs: number;
  /** Heap limit of V8 in MiB; without it, V8 allocates more instead of collecting garbage. */
  readonly heapMb?: number;
}

export interface Memory {
  /** Peak memory of the function's process, in MiB. */
  readonly peakMb: number;
  /** VMs that it started. */
  readonly started: number;
}

/**
 * Runs the shipped zip of `start-stop`, as the Lambda host does, in a separate process against a modelled EC2 over
 * HTTP, whose responses are as long as real ones. The model is not in that process, so its memory is not counted.
 *
 * @throws Error if a run fails, for example out of memory
 */
export async function measureMemory({ vms, ...options }: MemoryOptions): Promise<Memory> {
  const fleet = makeVms(vms, "stopped", MORNING - 14 * 60 * 60_000);
  const model = new Ec2Model({ vms: fleet, begin: MORNING, details: true });
  const clock = new RunClock();
  const server = await serveModel(model, () => clock.now());
  const directory = mkdtempSync(join(tmpdir(), "devvm-bench-"));
  try {
    const peakMb = await runFunction(server.url, directory, clock, options);
    return { peakMb, started: fleet.filter(({ state }) => state === "running").length };
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Five minutes pass between two runs; within a run, time passes as in reality. */
class RunClock {
  private at = MORNING;
  private since = Date.now();

  setTo(instant: number): void {
    this.at = instant;
    this.since = Date.now();
  }

  now(): number {
    return this.at + Date.now() - this.since;
  }
}

async function runFunction(
  url: string,
  directory: string,
  clock: RunClock,
  { runs, heapMb }: Omit<MemoryOptions, "vms">,
): Promise<number> {
  const { path, codeSha256 } = packageLambda("start-stop");
  const root = await unpackCode(readFileSync(path), codeSha256, "start-stop", directory);
  const usageFile = join(directory, "usage");
  const logFile = openSync(join(directory, "log"), "w");
  const child = fork(RUNNER, [], {
    cwd: root,
    env: { ...environment(url), USAGE_FILE: usageFile },
    execArgv: ["--require", REPORT_USAGE, ...(heapMb ? [`--max-old-space-size=${heapMb}`] : [])],
    stdio: ["ignore", logFile, logFile, "ipc"],
  });
  closeSync(logFile);
  try {
    await ask(child, { type: "init", root, handler: "index.handler", now: MORNING, origins: {} });
    for (let run = 0; run < runs; run += 1) {
      const now = MORNING + run * TICK;
      clock.setTo(now);
      await ask(child, {
        type: "invoke",
        id: String(run),
        now,
        deadlineMs: 240_000,
        event: "{}",
        context: {},
      });
    }
  } finally {
    if (child.connected) child.disconnect();
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  return readUsage(usageFile).peakMb;
}

/** The environment that Terraform gives to the function. */
function environment(url: string): Record<string, string> {
  const settings: StartStopSettings = {
    project: PROJECT,
    defaultTimezone: "UTC",
    rules: SCHEDULE_RULES,
    instanceTypes: ["t3.xlarge"],
  };
  return {
    SETTINGS: JSON.stringify(settings),
    POWERTOOLS_SERVICE_NAME: "start-stop",
    POWERTOOLS_METRICS_NAMESPACE: PROJECT,
    POWERTOOLS_LOG_LEVEL: "INFO",
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

interface Answer {
  readonly error?: { readonly errorMessage: string };
}

/** @throws Error with the function's error */
async function ask(child: ChildProcess, message: object): Promise<void> {
  child.send(message);
  const ended = once(child, "exit").then(() => [{ error: { errorMessage: "its process ended" } }]);
  const [{ error }] = (await Promise.race([once(child, "message"), ended])) as [Answer];
  if (error) throw new Error(`start-stop failed: ${error.errorMessage}`);
}
