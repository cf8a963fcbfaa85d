/** Waits for a number of milliseconds. */
export type Sleep = (ms: number) => Promise<void>;

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Retries until an attempt succeeds.
 * @param pauseAfter milliseconds before the next attempt; undefined: there is no further attempt, and the error is thrown
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  pauseAfter: (error: unknown, tried: number) => number | undefined,
  wait: Sleep,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      const pause = pauseAfter(error, tried);
      if (pause === undefined) throw error;
      await wait(pause);
    }
  }
}

export interface Pace {
  readonly tries: number;
  readonly pauseMs: number;
}

/** Retries while `isTransient` says that the error disappears by itself. */
export function retryWhile<T>(
  { sleep: wait }: { readonly sleep: Sleep },
  { tries, pauseMs }: Pace,
  attempt: () => Promise<T>,
  isTransient: (error: unknown) => boolean,
): Promise<T> {
  const pauseAfter = (error: unknown, tried: number) =>
    tried < tries && isTransient(error) ? pauseMs : undefined;
  return retry(attempt, pauseAfter, wait);
}

/** Reads until `isDone`, at most `tries` times. @returns the last result, done or not */
export async function poll<T>(
  { sleep: wait }: { readonly sleep: Sleep },
  { tries, pauseMs }: Pace,
  read: () => Promise<T>,
  isDone: (result: T) => boolean,
): Promise<T> {
  let result = await read();
  for (let tried = 1; tried < tries && !isDone(result); tried++) {
    await wait(pauseMs);
    result = await read();
  }
  return result;
}
