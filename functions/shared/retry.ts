/** Waits so many milliseconds. */
export type Sleep = (ms: number) => Promise<void>;

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Tries until an attempt succeeds.
 * @param pauseAfter milliseconds before the next attempt; undefined: there is none, and the error is thrown
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

/** Retries while `isPassing` says that the error is temporary. */
export function retryWhile<T>(
  { sleep: wait }: { readonly sleep: Sleep },
  { tries, pauseMs }: Pace,
  attempt: () => Promise<T>,
  isPassing: (error: unknown) => boolean,
): Promise<T> {
  const pauseAfter = (error: unknown, tried: number) =>
    tried < tries && isPassing(error) ? pauseMs : undefined;
  return retry(attempt, pauseAfter, wait);
}

/** Looks until `isDone`, at most `tries` times. @returns the last result */
export async function poll<T>(
  { sleep: wait }: { readonly sleep: Sleep },
  { tries, pauseMs }: Pace,
  look: () => Promise<T>,
  isDone: (result: T) => boolean,
): Promise<T> {
  let result = await look();
  for (let tried = 1; tried < tries && !isDone(result); tried++) {
    await wait(pauseMs);
    result = await look();
  }
  return result;
}
