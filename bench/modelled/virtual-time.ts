interface Timer {
  readonly id: number;
  readonly at: number;
  readonly run: () => void;
}

/** Turns of the event loop before time advances: streams and promises settle in fewer. */
const TURNS = 6;
const STUCK = "The work waits for something outside virtual time";

/**
 * Time that advances only while all work waits, so that hours of the SDK's retries take seconds. While it is installed,
 * the global `Date`, `setTimeout` and `clearTimeout` use this time, and `Math.random` always returns the same sequence:
 * measurements are reproducible.
 */
export class VirtualTime {
  private timers: Timer[] = [];
  private nextId = 1;
  private present: number;
  private seed = 1;

  /** @param patience milliseconds of real time after which work that waits for no timer fails */
  constructor(
    begin: Date,
    private readonly patience = 10_000,
  ) {
    this.present = begin.getTime();
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.present;
  }

  /** Advances the clock, while no work is pending; never moves it back. */
  passUntil(instant: number): void {
    this.present = Math.max(this.present, instant);
  }

  /** Runs work in this time, and returns its result. @throws Error if the work waits for nothing in this time */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const restore = this.install();
    let isOver = false;
    try {
      const result = work().finally(() => {
        isOver = true;
      });
      // The caller handles the failure, below.
      result.catch(() => undefined);
      let stuckSince = performance.now();
      while (!isOver) {
        if (await this.turn(() => isOver)) stuckSince = performance.now();
        else if (performance.now() - stuckSince > this.patience) throw new Error(STUCK);
      }
      return await result;
    } finally {
      restore();
    }
  }

  /** @returns false if no timer was due: the work may wait for real I/O, such as loading its own code */
  private async turn(isOver: () => boolean): Promise<boolean> {
    await settle();
    if (isOver()) return true;
    const due = this.timers.reduce<Timer | undefined>(
      (first, timer) => (first && first.at <= timer.at ? first : timer),
      undefined,
    );
    if (!due) return false;
    this.timers = this.timers.filter((timer) => timer !== due);
    this.present = Math.max(this.present, due.at);
    due.run();
    return true;
  }

  private install(): () => void {
    const { setTimeout, clearTimeout, Date: RealDate } = globalThis;
    const { random } = Math;
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, given, newTarget) =>
        Reflect.construct(target, given.length > 0 ? given : [this.present], newTarget),
      get: (target, key) => (key === "now" ? () => this.present : Reflect.get(target, key)),
    });
    globalThis.setTimeout = ((run: () => void, delay = 0) =>
      this.schedule(run, delay)) as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((timer?: { readonly id: number }) => {
      this.timers = this.timers.filter(({ id }) => id !== timer?.id);
    }) as typeof clearTimeout;
    Math.random = () => this.random();
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout, Date: RealDate });
      Math.random = random;
    };
  }

  private schedule(run: () => void, delay: number) {
    const id = this.nextId++;
    // Whole milliseconds, and at least one, as in Node: a shorter wait would never end.
    this.timers.push({ id, at: this.present + Math.max(1, Math.trunc(delay)), run });
    return { id, ref: () => undefined, unref: () => undefined };
  }

  /** From 0 to less than 1 (mulberry32). */
  private random(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Waits until all work is blocked: the SDK also reads its configuration files, in real time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS || isReadingFiles(); turn += 1) {
    await new Promise((next) => setImmediate(next));
  }
}

function isReadingFiles(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.startsWith("FSReq"));
}
