import { isAboutVms, isThrottling } from "../shared/ec2/failure-codes";
import { forEachConcurrently } from "../shared/for-each-concurrently";

/** What became of an order for one VM. */
export type Outcome =
  | { readonly kind: "sent" }
  /** Not sent, for lack of time or because EC2 throttles: the next run decides anew. */
  | { readonly kind: "deferred" }
  | { readonly kind: "failed"; readonly error: Error };

export interface BatchOptions {
  /** One request for these VMs; AWS carries it out for all of them or for none. */
  readonly send: (ids: readonly string[]) => Promise<unknown>;
  readonly isTimeLeft: () => boolean;
}

const BATCH_SIZE = 50;

/**
 * Sends an order for every VM, in batches, a few at a time. A batch that is refused because of its VMs is halved until
 * the one at fault is alone. Never throws: each VM has its outcome.
 */
export async function sendInBatches(
  ids: readonly string[],
  options: BatchOptions,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const batches: (readonly string[])[] = [];
  for (let from = 0; from < ids.length; from += BATCH_SIZE) batches.push(ids.slice(from, from + BATCH_SIZE));
  await forEachConcurrently(batches, (batch) => sendBatch(batch, options, outcomes));
  return outcomes;
}

async function sendBatch(
  ids: readonly string[],
  options: BatchOptions,
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const record = (outcome: Outcome) => {
    for (const id of ids) outcomes.set(id, outcome);
  };
  if (!options.isTimeLeft()) return record({ kind: "deferred" });
  try {
    await options.send(ids);
    record({ kind: "sent" });
  } catch (thrown) {
    const error = thrown as Error;
    if (isThrottling(error)) return record({ kind: "deferred" });
    if (ids.length === 1 || !isAboutVms(error)) return record({ kind: "failed", error });
    const half = Math.ceil(ids.length / 2);
    await sendBatch(ids.slice(0, half), options, outcomes);
    await sendBatch(ids.slice(half), options, outcomes);
  }
}
