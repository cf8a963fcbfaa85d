import { runScript } from "../support/run-script";

/** Minutes that a run may take before it is given up; it needs about four. */
const LIMIT = 12 * 60_000;

test(
  "npm start: five days on a freshly deployed system, from a ticket to a clean second plan",
  async () => {
    const { code, output } = await runScript("local/start.ts");
    expect(`${code}: ${output.trim().split("\n").at(-1)}\n${output}`).toMatch(/^0: (\d+) of \1 steps held/);
    for (const title of [
      "The ticket becomes a VM",
      "The weekend: left alone",
      "Terraform would change nothing",
      "Every call was allowed by the policies of who made it",
    ]) {
      expect(output).toContain(title);
    }
  },
  LIMIT,
);
