import { runScript } from "../support/run-script";

/** Milliseconds after which a run is given up: many times what it needs, for other tests run beside it. */
const LIMIT = 30 * 60_000;

test(
  "npm run refusals: neither an edited config, nor changed code, nor the deploy role itself loses data",
  async () => {
    const { code, output } = await runScript("local/commands/refusals.ts");
    expect(`${code}: ${output.trim().split("\n").at(-1)}\n${output}`).toMatch(/^0: (\d+) of \1 steps held/);
    for (const refusal of [
      "refused by synthesis, by the record",
      "refused by synthesis, by its list of data",
      "refused by prevent_destroy",
      "refused by the deploy role's guard",
      "refused by RDS's deletion protection",
    ]) {
      expect(output).toContain(refusal);
    }
  },
  LIMIT,
);
