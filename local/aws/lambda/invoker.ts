import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Aws } from "./aws";
import { functionEnvironment } from "./environment";
import { type FunctionPool, openPool } from "./function-pool";
import type { DeployedFunction, InvokeResult, InvokeSource, LambdaHostOptions } from "./model";

/** Runs deployed functions by name. */
export interface Invoker {
  /** Sets the deployed functions: changed ones get new processes, and those of removed ones are stopped. */
  deploy(functions: ReadonlyMap<string, DeployedFunction>): Promise<void>;
  find(name: string): DeployedFunction | undefined;
  /** Maximum of concurrent invocations of the function. */
  width(name: string): number;
  /** One attempt. @throws when no such function is deployed; a failure of the function is in the result. */
  invoke(
    name: string,
    event: unknown,
    source: InvokeSource,
    requestId?: string,
    attempt?: number,
  ): Promise<InvokeResult>;
  /** Names of the functions that run now, with their numbers of invocations. */
  running(): ReadonlyMap<string, number>;
  logs(name: string): Promise<string>;
  stop(): Promise<void>;
}

export async function createInvoker(aws: Aws, options: LambdaHostOptions): Promise<Invoker> {
  const logDir = join(options.dir, "logs");
  await mkdir(logDir, { recursive: true });
  const pools = new Map<string, FunctionPool>();
  const logPath = (name: string) => join(logDir, `${name}.log`);

  const open = (deployed: DeployedFunction): FunctionPool =>
    openPool(deployed, {
      logPath: logPath(deployed.name),
      origins: options.origins ?? {},
      clock: options.clock,
      environment: async () => {
        const credentials = await aws.roleCredentials(deployed.roleArn, deployed.name);
        return functionEnvironment(deployed, options.endpoint, credentials);
      },
    });
  const pool = (name: string): FunctionPool => {
    const found = pools.get(name);
    if (!found)
      throw new Error(
        `no function ${name} is deployed; there are: ${[...pools.keys()].join(", ") || "none"}`,
      );
    return found;
  };

  return {
    deploy: async (functions) => {
      for (const [name, old] of pools) {
        if (functions.get(name)?.fingerprint === old.deployed.fingerprint) continue;
        pools.delete(name);
        await old.stop();
      }
      for (const deployed of functions.values()) {
        if (!pools.has(deployed.name)) pools.set(deployed.name, open(deployed));
      }
    },
    find: (name) => pools.get(name)?.deployed,
    width: (name) => pool(name).width,
    invoke: async (name, event, source, requestId = randomUUID(), attempt = 1) => {
      const chosen = pool(name);
      const startedAt = await options.clock();
      const began = performance.now();
      const result = await chosen.invoke(requestId, event);
      const durationMs = Math.round(performance.now() - began);
      options.onInvoke?.({
        functionName: name,
        requestId,
        source,
        attempt,
        event,
        startedAt,
        durationMs,
        ...result,
      });
      return result;
    },
    running: () =>
      new Map([...pools].flatMap(([name, one]) => (one.running > 0 ? [[name, one.running] as const] : []))),
    logs: async (name) => {
      pool(name);
      return readFile(logPath(name), "utf8");
    },
    stop: async () => {
      const stopping = [...pools.values()].map((one) => one.stop());
      pools.clear();
      await Promise.all(stopping);
    },
  };
}
