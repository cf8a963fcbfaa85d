import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createAsyncInvoker } from "./async-invoker";
import { connectAws } from "./aws";
import { createEventDelivery } from "./events";
import { readFunctions } from "./functions";
import { serveHttpApi } from "./http-api";
import { type HttpRoute, readRoutes } from "./http-routes";
import { createInvoker } from "./invoker";
import { type QueueMapping, readMappings } from "./mappings";
import type { InvokeResult, LambdaHostOptions } from "./model";
import { pollQueue, queueDepth } from "./queues";
import { createSchedules, type ScheduleInfo } from "./schedules";
import { singleFlight } from "./single-flight";

/** Default of `drain`'s limit, in milliseconds. */
const DRAIN_LIMIT_MS = 60_000;

/** Runs the functions that are deployed in the emulator whenever AWS would run them. */
export interface LambdaHost {
  /** Base URL of the deployed HTTP APIs. */
  readonly apiUrl: string;
  /** Messages about everything that AWS would have refused or dropped so far. */
  readonly problems: readonly string[];
  functions(): readonly string[];
  /** One synchronous invocation. @throws when no such function is deployed. */
  invoke(name: string, event: unknown): Promise<InvokeResult>;
  /** The function's output, and the reason why a process was ended. */
  logs(name: string): Promise<string>;
  /** Delivers new events to their rules' targets; settles when the functions have. @returns the number of targets. */
  deliverEvents(): Promise<number>;
  /** Invokes the functions with all messages of their mapped queues. @returns the number of batches. */
  pollQueues(): Promise<number>;
  schedules(): Promise<readonly ScheduleInfo[]>;
  /** Runs after `from` and up to `to`, in order. */
  dueSchedules(from: Date, to: Date): Promise<ReadonlyArray<{ name: string; at: Date }>>;
  /** Result of the last attempt. @throws when AWS would not run the schedule. */
  fireSchedule(name: string, at: Date): Promise<InvokeResult>;
  /** Fires the named schedules, or all enabled ones, at the emulator's current time. */
  fireSchedules(names?: readonly string[]): Promise<void>;
  /** Polls for events and messages from now on, until `stop`. */
  start(): void;
  /** Works until no event, message or invocation is left. @throws after `limitMs`, with what is left. */
  drain(limitMs?: number): Promise<void>;
  /** Reads the deployment again; call it after each change. @throws with everything that would not work on AWS. */
  refresh(): Promise<void>;
  /** Ends all processes and connections. */
  stop(): Promise<void>;
}

/** @throws as `refresh` does, and leaves nothing running. */
export async function startLambdaHost(given: LambdaHostOptions): Promise<LambdaHost> {
  const options = { ...given, dir: resolve(given.dir), origins: byOrigin(given.origins ?? {}) };
  const aws = connectAws(options.endpoint, options.region);
  const invoker = await createInvoker(aws, options);
  const asyncInvoker = createAsyncInvoker(aws, invoker, options.retryDelaysMs ?? [100, 200]);
  const problems: string[] = [];
  const problem = (text: string): void => {
    if (!problems.includes(text)) problems.push(text);
  };
  const events = createEventDelivery(options.endpoint, aws, invoker, asyncInvoker, problem);
  const schedules = createSchedules(aws, invoker, asyncInvoker);
  let names: readonly string[] = [];
  let mappings: readonly QueueMapping[] = [];
  let routes: readonly HttpRoute[] = [];
  let timer: NodeJS.Timeout | undefined;

  const refresh = async (): Promise<void> => {
    const functions = await readFunctions(aws, join(options.dir, "code"));
    [mappings, routes] = await Promise.all([readMappings(aws, functions), readRoutes(aws)]);
    names = [...functions.keys()].sort();
    await invoker.deploy(functions);
  };
  const deliverEvents = singleFlight(() => events.deliver());
  const pollQueues = singleFlight(async () => {
    const batches = mappings.map((one) => pollQueue(aws, invoker, one, options.failedVisibilitySeconds));
    return (await Promise.all(batches)).reduce((sum, count) => sum + count, 0);
  });
  const work = async (): Promise<void> => {
    await Promise.all([deliverEvents(), pollQueues()]);
  };
  const stuck = async (): Promise<string[]> => {
    const running = [...invoker.running()].map(([name, count]) => `${count} invocations of ${name}`);
    const depths = await Promise.all(
      mappings.map(async ({ queueArn, queueUrl }) => ({ queueArn, ...(await queueDepth(aws, queueUrl)) })),
    );
    const full = depths.filter(({ visible, hidden }) => visible + hidden > 0);
    const messages = full.map(
      (one) => `${one.visible} visible and ${one.hidden} hidden messages in ${one.queueArn}`,
    );
    const pending = await events.pending();
    return [...running, ...messages, ...(pending > 0 ? [`${pending} events`] : [])];
  };
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    process.off("exit", killNow);
    await Promise.all([invoker.stop(), api.stop()]);
    aws.close();
  };
  const killNow = (): void => void invoker.stop();

  const api = await serveHttpApi({ invoker, routes: () => routes, clock: options.clock, problem });
  process.once("exit", killNow);
  try {
    await refresh();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    apiUrl: api.url,
    problems,
    functions: () => names,
    invoke: (name, event) => invoker.invoke(name, event, { kind: "direct" }),
    logs: (name) => invoker.logs(name),
    deliverEvents,
    pollQueues,
    schedules: () => schedules.list(),
    dueSchedules: (from, to) => schedules.due(from, to),
    fireSchedule: (name, at) => schedules.fire(name, at),
    fireSchedules: async (wanted) => {
      const at = await options.clock();
      const chosen = wanted ?? (await schedules.list()).filter((one) => one.enabled).map((one) => one.name);
      await Promise.all(chosen.map((name) => schedules.fire(name, at)));
    },
    start: () => {
      timer ??= setInterval(() => {
        work().catch((error: Error) => problem(`background work failed: ${error.message}`));
      }, options.intervalMs ?? 200);
    },
    drain: async (limitMs = DRAIN_LIMIT_MS) => {
      const until = Date.now() + limitMs;
      for (;;) {
        await work();
        const left = await stuck();
        if (left.length === 0) return;
        if (Date.now() > until)
          throw new Error(`not idle after ${limitMs} ms: ${[...left, ...problems].join("; ")}`);
        await sleep(50);
      }
    },
    refresh,
    stop,
  };
}

/** A base URL with a path or a trailing slash is reduced to its origin. */
function byOrigin(origins: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(origins).map(([from, to]) => [new URL(from).origin, to]));
}
