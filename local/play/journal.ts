import { isDeepStrictEqual } from "node:util";
import type { Output } from "../tools/output";

/** Records the values read back in one step, and whether they are as expected. */
export interface Readings {
  /** A value that must equal the expected one. */
  equal(what: string, actual: unknown, expected: unknown): void;
  /** A condition that must hold; `detail` is the value that was read. */
  that(what: string, holds: boolean, detail?: string): void;
  /** Information that does not affect the result. */
  note(text: string): void;
}

interface Outcome {
  readonly title: string;
  readonly held: boolean;
}

/** The steps of a run: each prints the values it read back, and holds only if every reading does. */
export class Journal {
  private readonly outcomes: Outcome[] = [];

  constructor(
    private readonly output: Output,
    /** The emulated AWS's time, for the headings. */
    private readonly clock: () => Promise<Date>,
  ) {}

  async step(title: string, body: (read: Readings) => Promise<void>): Promise<void> {
    this.output.heading(`${this.outcomes.length + 1}. ${title}`);
    const failures: string[] = [];
    try {
      await body(this.readings(failures));
    } catch (error) {
      failures.push(String(error));
      this.output.bad(error instanceof Error ? error.message : String(error));
    }
    const held = failures.length === 0;
    this.outcomes.push({ title, held });
    const when = (await this.clock()).toISOString().replace(/\.\d+Z$/, "Z");
    if (held) this.output.good(`held (${when})`);
    else this.output.bad(`did not hold (${when})`);
  }

  /** Titles of the steps that did not hold. */
  get broken(): readonly string[] {
    return this.outcomes.filter(({ held }) => !held).map(({ title }) => title);
  }

  get total(): number {
    return this.outcomes.length;
  }

  private readings(failures: string[]): Readings {
    const output = this.output;
    return {
      equal(what, actual, expected) {
        const same = isDeepStrictEqual(actual, expected);
        if (!same) failures.push(what);
        output.reading(same, `${what}: ${show(actual)}${same ? "" : `, expected ${show(expected)}`}`);
      },
      that(what, holds, detail) {
        if (!holds) failures.push(what);
        output.reading(holds, detail === undefined ? what : `${what}: ${detail}`);
      },
      note: (text) => output.line(`    ${text}`),
    };
  }
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
