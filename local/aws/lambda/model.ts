/** What AWS answers for a failed invocation. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** `payload` is what the handler returned, after JSON; exactly one of the two is there. */
export interface InvokeResult {
  readonly payload?: unknown;
  readonly error?: FunctionError;
}

/** What made an invocation happen. */
export interface InvokeSource {
  readonly kind: "direct" | "http" | "queue" | "event" | "schedule";
  /** Queue, rule, route or schedule. */
  readonly arn?: string;
  /** Service principal, or the role that a schedule invokes by. */
  readonly principal?: string;
}

/** One run of a handler, as told to `onInvoke`. */
export interface InvokeRecord extends InvokeResult {
  readonly functionName: string;
  readonly requestId: string;
  readonly source: InvokeSource;
  /** 1, or more when an asynchronous invocation is repeated. */
  readonly attempt: number;
  readonly event: unknown;
  /** On the emulator's clock. */
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
  /** Origins that functions call, and where their requests are sent instead. */
  readonly origins?: Readonly<Record<string, string>>;
  readonly onInvoke?: (record: InvokeRecord) => void;
  /** Milliseconds between two looks for events and messages. @default 200 */
  readonly intervalMs?: number;
  /**
   * Milliseconds before each repetition of a failed asynchronous invocation; AWS waits one minute, then two.
   * @default [100, 200]
   */
  readonly retryDelaysMs?: readonly number[];
  /** Seconds after which a message of a failed batch is visible again. @default as the queue says, as on AWS */
  readonly failedVisibilitySeconds?: number;
}

/** Where a failed asynchronous invocation goes. */
export interface AsyncSettings {
  /** Repetitions after the first attempt. */
  readonly retries: number;
  readonly onFailure?: string;
  readonly onSuccess?: string;
}

/** A function as it stands in the emulator, its code unpacked and checked. */
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
