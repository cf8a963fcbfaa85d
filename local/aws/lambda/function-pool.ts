import { type FunctionProcess, startProcess } from "./function-process";
import type { DeployedFunction, InvokeResult } from "./model";

/** Concurrent processes of one function: few enough for two cores, and enough to expose races. */
const MAX_PROCESSES = 3;

export interface PoolOptions {
  readonly logPath: string;
  readonly origins: Readonly<Record<string, string>>;
  readonly clock: () => Promise<Date>;
  readonly environment: () => Promise<Readonly<Record<string, string>>>;
}

/** The warm processes of one version of a function. */
export interface FunctionPool {
  readonly deployed: DeployedFunction;
  /** Invocations that run or wait. */
  readonly running: number;
  /** Maximum of concurrent invocations. */
  readonly width: number;
  invoke(requestId: string, event: unknown): Promise<InvokeResult>;
  /** Kills the processes, so running invocations fail. */
  stop(): Promise<void>;
}

/** Starts no process before the first invocation. */
export function openPool(deployed: DeployedFunction, options: PoolOptions): FunctionPool {
  const width = Math.min(deployed.reservedConcurrency ?? MAX_PROCESSES, MAX_PROCESSES);
  const all = new Set<FunctionProcess>();
  const idle: FunctionProcess[] = [];
  const waiting: Array<() => void> = [];
  let free = width;
  let running = 0;
  let stopped = false;

  const acquire = async (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const release = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  const warmOrNew = async (now: Date): Promise<FunctionProcess> => {
    for (let found = idle.pop(); found; found = idle.pop()) {
      if (found.alive) return found;
      all.delete(found);
    }
    const env = await options.environment();
    const started = startProcess(deployed, { env, origins: options.origins, logPath: options.logPath }, now);
    all.add(started);
    return started;
  };

  return {
    deployed,
    width,
    get running() {
      return running;
    },
    invoke: async (requestId, event) => {
      // A reserved concurrency of 0 switches a function off.
      if (width === 0) return refused("TooManyRequestsException", "Rate Exceeded.");
      running += 1;
      await acquire();
      try {
        if (stopped) return refused("Runtime.ExitError", "the function was replaced or the host stopped");
        const now = await options.clock();
        const chosen = await warmOrNew(now);
        const result = await chosen.invoke(requestId, event, now);
        if (chosen.alive) idle.push(chosen);
        else all.delete(chosen);
        return result;
      } finally {
        running -= 1;
        release();
      }
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...all].map((one) => one.stop()));
    },
  };
}

function refused(errorType: string, errorMessage: string): InvokeResult {
  return { error: { errorType, errorMessage, trace: [] } };
}
