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
      "shortly before the evening's stop: users who are logged in are warned once",
      "devvm-extend 2h: the evening's stop applies to all other VMs",
      "AWS has no t3.large: those VMs run as a stand-in type or are retried",
      "The weekend: the VM stays stopped",
      "each VM was started and stopped once at each local time",
      "its ticket is warned of the removal once",
      "Terraform plans no changes after all this",
      "Every call was allowed by its caller's policies",
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
