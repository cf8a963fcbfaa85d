import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";

/** Characters of the emulator's output that are kept for error messages. */
const KEPT_OUTPUT = 8_000;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 3_000;

export interface RunningEmulator {
  readonly url: string;
  stop(): Promise<void>;
}

export async function launchEmulator(
  python: string,
  options: { readonly port?: number; readonly logFile?: string },
): Promise<RunningEmulator> {
  const port = String(options.port ?? 0);
  // Detached: an interrupt at the terminal reaches this process alone, which still needs the emulator to clean up.
  // The emulator ends when its stdin closes, so it does not outlive this process even when that is killed.
  const child = spawn(python, [__dirname, "-p", port, "--until-stdin-closes"], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const output = keepOutput(child, options.logFile);
  try {
    const url = await firstLine(child);
    await healthy(url);
    return { url, stop: () => stopChild(child) };
  } catch (cause) {
    await stopChild(child);
    throw new Error(`The AWS emulator did not start (${python}):\n${output() || String(cause)}`, { cause });
  }
}

function keepOutput(child: ChildProcess, logFile: string | undefined): () => string {
  let kept = "";
  const log = logFile ? createWriteStream(logFile, { flags: "a" }) : undefined;
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    kept = (kept + text).slice(-KEPT_OUTPUT);
    log?.write(text);
  });
  child.once("exit", () => log?.end());
  return () => kept.trim();
}

/** The server takes a free port itself and prints it, so no other process can take the port in between. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer within a minute")), START_TIMEOUT_MS);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    child.once("error", (error) => settle(() => reject(error)));
    // "close" and not "exit": by then all of its output has been read.
    child.once("close", (code) => settle(() => reject(new Error(`ended with ${code}`))));
    if (!child.stdout) throw new Error("stdout is not a pipe");
    createInterface(child.stdout).once("line", (line) => settle(() => resolve(JSON.parse(line).url)));
  });
}

async function healthy(url: string): Promise<void> {
  const response = await fetch(`${url}/overlay/health`);
  if (!response.ok) throw new Error(`health: ${response.status}`);
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
    return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    child.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
