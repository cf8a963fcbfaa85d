import { inTurn } from "../shared/in-turn";

/** What became of an order for one VM. */
export type Outcome =
  | { readonly kind: "sent" }
  /** Not sent, for lack of time or allowance: the next run decides anew. */
  | { readonly kind: "deferred" }
  | { readonly kind: "failed"; readonly error: Error };

export interface BatchOptions {
  /** One request for these VMs; AWS carries it out for all of them or for none. */
  readonly send: (ids: readonly string[]) => Promise<unknown>;
  readonly isTimeLeft: () => boolean;
}

const BATCH_SIZE = 50;

/** EC2 has these as server errors, yet they are about a VM's type and zone. */
const CAPACITY_CODES: readonly string[] = [
  "InsufficientInstanceCapacity",
  "InsufficientHostCapacity",
  "InsufficientReservedInstanceCapacity",
  "InsufficientCapacityOnHost",
  "InsufficientCapacity",
  "VcpuLimitExceeded",
];
/** Of these, what the account's quotas refuse. */
const QUOTA_CODES: readonly string[] = ["VcpuLimitExceeded"];
const THROTTLING =
  /^(RequestLimitExceeded|Throttling(Exception)?|RequestThrottled(Exception)?|EC2ThrottledException)$/;
/** Refusals of the caller, whichever VMs it asks for. */
const CREDENTIALS =
  /^(AuthFailure|ExpiredToken|RequestExpired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch)/;

/**
 * Sends an order for every VM, in batches, a few at a time. A batch that is refused over its VMs is halved until the
 * one at fault is alone. Never throws: each VM has its outcome.
 */
export async function sendInBatches(
  ids: readonly string[],
  options: BatchOptions,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const batches: (readonly string[])[] = [];
  for (let from = 0; from < ids.length; from += BATCH_SIZE) batches.push(ids.slice(from, from + BATCH_SIZE));
  await inTurn(batches, (batch) => sendBatch(batch, options, outcomes));
  return outcomes;
}

async function sendBatch(
  ids: readonly string[],
  options: BatchOptions,
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const note = (outcome: Outcome) => {
    for (const id of ids) outcomes.set(id, outcome);
  };
  if (!options.isTimeLeft()) return note({ kind: "deferred" });
  try {
    await options.send(ids);
    note({ kind: "sent" });
  } catch (thrown) {
    const error = thrown as Error;
    if (THROTTLING.test(error.name)) return note({ kind: "deferred" });
    if (ids.length === 1 || !isAboutVms(error)) return note({ kind: "failed", error });
    const half = Math.ceil(ids.length / 2);
    await sendBatch(ids.slice(0, half), options, outcomes);
    await sendBatch(ids.slice(half), options, outcomes);
  }
}

/** Whether other VMs might have been taken. A refusal of the permissions may be about one VM's tags. */
function isAboutVms(error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }): boolean {
  if (CAPACITY_CODES.includes(error.name)) return true;
  const status = error.$metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500 && !CREDENTIALS.test(error.name);
}

/** Whether AWS lacked capacity, or the account the quota: nothing is wrong with the VM. */
export function isCapacityError(error: Error): boolean {
  return CAPACITY_CODES.includes(error.name);
}

/** Whether a quota of the account is used up: people have to raise it, or to give VMs up. */
export function isQuotaError(error: Error): boolean {
  return QUOTA_CODES.includes(error.name);
}
