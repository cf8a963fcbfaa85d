import { runScript } from "../support/run-script";

/** Milliseconds after which a run is given up: many times what it needs, for other tests run beside it. */
const LIMIT = 30 * 60_000;

test(
  "cdktf deploy and diff: no changes after a day, and an edited entry touches one developer alone",
  async () => {
    const { code, output } = await runScript("local/commands/cdktf-day.ts");
    expect(`${code}: ${output.trim().split("\n").at(-1)}\n${output}`).toMatch(/^0: (\d+) of \1 steps held/);
  },
  LIMIT,
);
