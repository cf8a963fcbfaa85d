import type * as z from "zod";

/** Calls a function on a schedule. */
export interface TimerContract {
  /** The AWS name is `<project>-<name>`. */
  readonly name: string;
  readonly description: string;
  /** EventBridge Scheduler's expression, in UTC. */
  readonly expression: string;
  /** The function's event. */
  readonly input: object;
}

/** What a Lambda needs: its construct provides it, and its handler relies on it. */
export interface Contract<
  Settings extends z.ZodType = z.ZodType,
  Variables extends z.ZodRawShape = z.ZodRawShape,
> {
  /** Its folder below `functions/`; the AWS name is `<project>-<name>`. */
  readonly name: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  /** MiB. */
  readonly memoryMb: number;
  /**
   * Its part of the config, as JSON in the variable `SETTINGS`. Never a secret, and nothing of single VMs: an entry of
   * the config must not change the stack `platform`.
   */
  readonly settings: Settings;
  /** Its other environment variables: names of resources. */
  readonly variables: Variables;
  /** By the id of their construct. */
  readonly timers?: Readonly<Record<string, TimerContract>>;
}

/** Infers the types of a contract. */
export function defineContract<Settings extends z.ZodType, const Variables extends z.ZodRawShape>(
  contract: Contract<Settings, Variables>,
): Contract<Settings, Variables> {
  return contract;
}

/** The settings that a function reads. */
export type SettingsOf<C extends Contract> = z.output<C["settings"]>;
