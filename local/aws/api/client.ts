/** An AWS call as the emulator recorded it, without secrets and without values over 8 KB. */
export interface RecordedCall {
  readonly seq: number;
  /** ISO, by the emulator's clock. */
  readonly time: string;
  /** As IAM policies call it: `elasticfilesystem`, `cloudwatch`. */
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** ARN; of the session where a role was assumed. */
  readonly principal: string;
  readonly params: Record<string, unknown>;
  readonly status: number;
  readonly errorCode: string | null;
}

/** An event as EventBridge delivers it. */
export interface AwsEvent {
  readonly version: string;
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Record<string, unknown>;
}

export interface EmittedEvent {
  readonly seq: number;
  readonly event: AwsEvent;
  /** Targets of the deployed rules that match; `input` replaces the event where a rule says so. */
  readonly targets: readonly { readonly rule: string; readonly arn: string; readonly input: string | null }[];
}

/** An error, a delay, or both, for the next calls of an operation. */
export interface Fault {
  readonly service: string;
  readonly action: string;
  readonly code?: string;
  readonly message?: string;
  /** HTTP status. @default 400 */
  readonly status?: number;
  /** Calls that meet it; -1 for all. @default 1 */
  readonly times?: number;
  /** Only requests that contain this text. */
  readonly match?: string;
  /** Seconds before the answer. */
  readonly delay?: number;
  /** The call takes effect and the caller gets the error nevertheless, as after a time-out. */
  readonly after?: boolean;
}

/** As in EC2's StateReason: `Client.InstanceInitiatedShutdown`, `Server.InternalError`. */
export interface StopReason {
  readonly code: string;
  readonly message?: string;
  /** @default empty, as AWS gives one for API calls only */
  readonly transitionReason?: string;
}

export interface EmulatorClient {
  now(): Promise<Date>;
  setClock(now: Date): Promise<void>;
  advance(seconds: number): Promise<void>;
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** From now on, whether what a role's own policies deny explicitly is refused. Nothing else of IAM is enforced. */
  enforceDenials(enforced: boolean): Promise<void>;
  /** From now on AWS has no capacity for these instance types; an empty list ends that. */
  lackCapacity(instanceTypes: readonly string[]): Promise<void>;
  /** Calls since that sequence number. */
  calls(after?: number): Promise<{ readonly last: number; readonly calls: readonly RecordedCall[] }>;
  /** Events since that sequence number; with none yet, waits up to `waitSeconds` for one. */
  events(
    after?: number,
    waitSeconds?: number,
  ): Promise<{ readonly last: number; readonly events: readonly EmittedEvent[] }>;
  /** Stops an instance as AWS or its own operating system would. */
  stopInstanceAs(instanceId: string, reason: StopReason): Promise<void>;
  /** Forgets everything: resources, calls, events, faults, the clock. */
  reset(): Promise<void>;
}

/** The emulator's control API. Errors carry what it answered. */
export function emulatorClient(url: string): EmulatorClient {
  const get = <T>(path: string) => request<T>(url, "GET", path);
  const post = <T>(path: string, body?: unknown) => request<T>(url, "POST", path, body);
  return {
    now: async () => new Date((await get<{ now: string }>("/overlay/clock")).now),
    setClock: async (now) => void (await post("/overlay/clock", { now: now.toISOString() })),
    advance: async (seconds) => void (await post("/overlay/clock", { advanceSeconds: seconds })),
    fault: async (fault) => void (await post("/overlay/faults", fault)),
    clearFaults: async () => void (await request(url, "DELETE", "/overlay/faults")),
    enforceDenials: async (enforced) => void (await post("/overlay/denials", { enforced })),
    lackCapacity: async (lacking) => void (await post("/overlay/capacity", { lacking })),
    calls: (after = 0) => get(`/overlay/calls?after=${after}`),
    events: (after = 0, waitSeconds = 0) => get(`/overlay/events?after=${after}&wait=${waitSeconds}`),
    stopInstanceAs: async (instanceId, { transitionReason, ...stateReason }) =>
      void (await post(`/overlay/instances/${instanceId}/stop`, { stateReason, transitionReason })),
    reset: async () => void (await post("/moto-api/reset")),
  };
}

async function request<T>(url: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}
