import type { Context } from "./context";

export interface Patience {
  readonly tries: number;
  readonly pauseMs: number;
}

/** Tries until `done`, at most so many times; the last result, whatever it is. */
export async function poll<T>(
  { sleep }: Pick<Context, "sleep">,
  { tries, pauseMs }: Patience,
  look: () => Promise<T>,
  done: (result: T) => boolean,
): Promise<T> {
  let result = await look();
  for (let tried = 1; tried < tries && !done(result); tried++) {
    await sleep(pauseMs);
    result = await look();
  }
  return result;
}

/** Tries again while `passing` says that the error passes by itself. */
export async function withPatience<T>(
  { sleep }: Pick<Context, "sleep">,
  { tries, pauseMs }: Patience,
  attempt: () => Promise<T>,
  passing: (error: unknown) => boolean,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= tries || !passing(error)) throw error;
      await sleep(pauseMs);
    }
  }
}
