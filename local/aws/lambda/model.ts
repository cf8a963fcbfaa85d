/** AWS's answer to a failed invocation. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** `payload` is the handler's result, parsed from JSON; exactly one of the two is set. */
export interface InvokeResult {
  readonly payload?: unknown;
  readonly error?: FunctionError;
}

/** The trigger of an invocation. */
export interface InvokeSource {
  readonly kind: "direct" | "http" | "queue" | "event" | "schedule";
  /** Queue, rule, route or schedule. */
  readonly arn?: string;
  /** Service principal, or the role with which a schedule invokes. */
  readonly principal?: string;
}

/** One run of a handler, as reported to `onInvoke`. */
export interface InvokeRecord extends InvokeResult {
  readonly functionName: string;
  readonly requestId: string;
  readonly source: InvokeSource;
  /** 1, or more for retries of an asynchronous invocation. */
  readonly attempt: number;
  readonly event: unknown;
  /** In the emulator's time. */
  readonly startedAt: Date;
  readonly durationMs: number;
}

export interface LambdaHostOptions {
  /** Base URL of the emulator. */
  readonly endpoint: string;
  readonly region: string;
  /** Work directory: unpacked zips and logs. */
  readonly dir: string;
  /** The emulator's present time. */
  readonly clock: () => Promise<Date>;
  /** Origins that functions call, with the origins that their requests are sent to instead. */
  readonly origins?: Readonly<Record<string, string>>;
  readonly onInvoke?: (record: InvokeRecord) => void;
  /** Milliseconds between two polls for events and messages. @default 200 */
  readonly intervalMs?: number;
  /**
   * Milliseconds before each retry of a failed asynchronous invocation; AWS waits one minute, then two.
   * @default [100, 200]
   */
  readonly retryDelaysMs?: readonly number[];
  /** Seconds after which a message of a failed batch is visible again. @default the queue's visibility timeout, as on AWS */
  readonly failedVisibilitySeconds?: number;
}

/** What happens to a failed asynchronous invocation. */
export interface AsyncSettings {
  /** Retries after the first attempt. */
  readonly retries: number;
  readonly onFailure?: string;
  readonly onSuccess?: string;
}

/** A function as deployed in the emulator, with its code unpacked and verified. */
export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** Resource policy as JSON, when there is one. */
  readonly policy?: string;
  readonly deadLetterArn?: string;
  readonly async: AsyncSettings;
  readonly reservedConcurrency?: number;
  /** Directory of the unpacked zip. */
  readonly codeDir: string;
  /** Changes when the code or a setting does. */
  readonly fingerprint: string;
}
