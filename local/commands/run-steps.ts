import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { CALENDAR } from "../play/calendar";
import { Journal } from "../play/journal";
import { Output } from "../tools/output";
import { makeRunDirectory } from "../world/run-directory";
import { PROJECT_ROOT, World } from "../world/world";
import { keepRunning } from "./keep-running";

export interface StepsProgram {
  /** As users type it. */
  readonly name: string;
  readonly description: string;
  /** @default devvms.yaml */
  readonly defaultConfig?: string;
  readonly steps: (world: World, journal: Journal, options: Options) => Promise<void>;
  /** A further option, as `--json <file>`, and what it does. */
  readonly option?: readonly [flags: string, description: string];
}

interface Options {
  readonly [further: string]: unknown;
  readonly config: string;
  readonly keep: boolean;
}

const INTERRUPTED = 130;

/** A command that starts a world, runs steps in it, and exits with 0 only if every step held. */
export function runSteps(program: StepsProgram): void {
  // The SDK warns that its later versions need a later Node; the installed version is locked.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const command = new Command(program.name)
    .description(program.description)
    .option("--config <file>", "config file", program.defaultConfig ?? "devvms.yaml")
    .option("--keep", "keep everything running afterwards, and print how to use it", false);
  if (program.option) command.option(...program.option);
  command.action((options: Options) => start(program, options)).parseAsync();
}

async function start(program: StepsProgram, options: Options): Promise<void> {
  const output = new Output();
  const interruption = new AbortController();
  const { signal } = interruption;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      // Running work fails now, and its errors are not worth printing.
      output.silence();
      interruption.abort();
    });
  }
  const directory = makeRunDirectory(PROJECT_ROOT);
  let held = false;
  try {
    held = await run(program, options, { directory, output, signal });
  } catch (error) {
    if (!signal.aborted) output.bad(error instanceof Error ? error.message : String(error));
  }
  if (held || signal.aborted) rmSync(directory, { recursive: true, force: true });
  process.exitCode = held ? 0 : 1;
  if (signal.aborted && !held) {
    new Output().line("Interrupted; everything was stopped.");
    process.exitCode = INTERRUPTED;
  }
}

interface Run {
  readonly directory: string;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** @returns whether every step held */
async function run({ steps }: StepsProgram, options: Options, { directory, output, signal }: Run) {
  const { config, keep } = options;
  const begun = Date.now();
  const world = await World.start({
    configFile: resolve(config),
    directory,
    begin: CALENDAR.begin,
    output,
    signal,
  });
  try {
    const journal = new Journal(output, () => world.emulator.now());
    await raceInterruption(steps(world, journal, options), signal);
    if (journal.broken.length > 0) output.line(`\nLogs are kept in ${directory}`);
    if (keep) await keepRunning(world, output, signal);
    return report(journal, output, begun);
  } finally {
    await world.stop();
  }
}

/** The last line reports how many steps held. */
function report({ broken, total }: Journal, output: Output, begun: number): boolean {
  output.line();
  for (const title of broken) output.bad(title);
  const seconds = Math.round((Date.now() - begun) / 1000);
  const took = `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  output.line(`${total - broken.length} of ${total} steps held, in ${took}`);
  return broken.length === 0;
}

/** Ctrl-C ends the work immediately, in any step. */
function raceInterruption<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("interrupted")), { once: true });
    work.then(resolve, reject);
  });
}
