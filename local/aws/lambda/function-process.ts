import { type ChildProcess, fork } from "node:child_process";
import { appendFileSync, closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { DeployedFunction, FunctionError, InvokeResult } from "./model";

const RUNNER = join(__dirname, "runner.cjs");
/** Milliseconds for loading the code; longer than AWS's 10 s, because this machine is busy. */
const INIT_LIMIT_MS = 30_000;

type Answer =
  | { type: "ready" }
  | { type: "failed"; error: FunctionError }
  | { type: "result"; id: string; payload?: string; error?: FunctionError };

export interface ProcessOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly origins: Readonly<Record<string, string>>;
  /** File to which the function's output is appended. */
  readonly logPath: string;
}

/** One execution environment: runs one invocation at a time, and is discarded once it is not `alive`. */
export interface FunctionProcess {
  readonly alive: boolean;
  invoke(requestId: string, event: unknown, now: Date): Promise<InvokeResult>;
  stop(): Promise<void>;
}

/** Starts the function's process and loads its code, with the clock set to `now`. */
export function startProcess(
  deployed: DeployedFunction,
  options: ProcessOptions,
  now: Date,
): FunctionProcess {
  const logFile = openSync(options.logPath, "a");
  const child = fork(RUNNER, [], {
    cwd: deployed.codeDir,
    env: options.env,
    // Not this process's own options, such as a loader for TypeScript.
    execArgv: [],
    stdio: ["ignore", logFile, logFile, "ipc"],
  });
  closeSync(logFile);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`error: ${error.message}`));
    child.once("exit", (code, signal) =>
      resolve(code === null ? `signal: ${signal}` : `exit status ${code}`),
    );
  });
  let alive = true;
  void ended.then(() => {
    alive = false;
  });

  const ask = async (message: object, limitMs: number, requestId: string): Promise<InvokeResult> => {
    const answer = await Promise.race([
      nextAnswer(child, message),
      ended.then((how) => runtimeExited(requestId, how)),
      afterMs(limitMs, () => timedOut(requestId, limitMs)),
    ]);
    if (answer.type === "result" || answer.type === "ready") return fromAnswer(answer);
    alive = false;
    child.kill("SIGKILL");
    appendFileSync(options.logPath, `${answer.error.errorMessage}\n`);
    return { error: answer.error };
  };

  const loaded = ask(
    {
      type: "init",
      root: deployed.codeDir,
      handler: deployed.handler,
      now: now.getTime(),
      origins: options.origins,
    },
    INIT_LIMIT_MS,
    "init",
  );

  return {
    get alive() {
      return alive;
    },
    invoke: async (requestId, event, at) => {
      const { error } = await loaded;
      if (error) return { error };
      const deadlineMs = deployed.timeoutSeconds * 1000;
      const message = {
        type: "invoke",
        id: requestId,
        now: at.getTime(),
        deadlineMs,
        event: JSON.stringify(event ?? null),
        context: context(deployed, requestId),
      };
      return ask(message, deadlineMs, requestId);
    },
    stop: async () => {
      if (alive) child.kill("SIGKILL");
      await ended;
    },
  };
}

function nextAnswer(child: ChildProcess, message: object): Promise<Answer> {
  return new Promise((resolve) => {
    child.once("message", (answer) => resolve(answer as Answer));
    // If the process has just ended, `exit` reports it.
    child.send(message, () => undefined);
  });
}

function fromAnswer(answer: Answer): InvokeResult {
  if (answer.type !== "result") return {};
  return answer.error ? { error: answer.error } : { payload: JSON.parse(answer.payload ?? "null") };
}

function context(deployed: DeployedFunction, requestId: string): object {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: deployed.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: deployed.arn,
    logGroupName: deployed.logGroup,
    logStreamName: "local",
    memoryLimitInMB: String(deployed.memoryMb),
  };
}

function timedOut(requestId: string, limitMs: number): Answer {
  return failed(
    "Sandbox.Timedout",
    `RequestId: ${requestId} Error: Task timed out after ${(limitMs / 1000).toFixed(2)} seconds`,
  );
}

function runtimeExited(requestId: string, how: string): Answer {
  return failed("Runtime.ExitError", `RequestId: ${requestId} Error: Runtime exited with error: ${how}`);
}

function failed(errorType: string, errorMessage: string): Answer {
  return { type: "failed", error: { errorType, errorMessage, trace: [] } };
}

function afterMs<T>(ms: number, value: () => T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value()), ms).unref();
  });
}
