import { runScript } from "../support/run-script";

/** Milliseconds after which a run is given up: many times what it needs, for other tests run beside it. */
const LIMIT = 30 * 60_000;

test(
  "npm start: five days and more on a freshly deployed system, from a ticket to a clean second plan",
  async () => {
    const { code, output } = await runScript("local/commands/start.ts");
    expect(`${code}: ${output.trim().split("\n").at(-1)}\n${output}`).toMatch(/^0: 20 of 20 steps held/);
    for (const title of [
      "The ticket becomes a VM",
      "the evening's stop is near: who is logged in is warned, once",
      "devvm-extend 2h: the evening stops the others, and not this VM",
      "AWS is out of t3.large: a stand-in, or tried again",
      "The weekend: left alone",
      "eight o'clock is an hour later, once for each",
      "its ticket is warned of the removal, once",
      "Terraform would change nothing",
      "Every call was allowed by the policies of who made it",
    ]) {
      expect(output).toContain(title);
    }
    for (const reading of [
      /This VM will be stopped at 18:00 US\/Eastern\. To keep it running: devvm-extend 2h/,
      /maria-lopez, wants t3\.large: running as t3\.xlarge/,
      /metric FailedCapacity: 1$/m,
      /john-smith: start Fri 08:00 EDT \(12:00Z\), stop Fri 18:00 EDT \(22:00Z\), start Mon 08:00 EST \(13:00Z\)/,
      /has not been used since 2026-11-02, and is removed on 2026-12-02/,
    ]) {
      expect(output).toMatch(reading);
    }
  },
  LIMIT,
);
