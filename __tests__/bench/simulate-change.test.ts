import { simulateChange } from "../../bench/morning/simulate-change";

jest.setTimeout(30_000);

const MINUTE = 60_000;

test("a fleet that fits into one run is started at once", async () => {
  const { due, done, runs, calls, putOff } = await simulateChange({ vms: 200, to: "running" });
  expect({ runs, calls, putOff }).toEqual({
    runs: 1,
    calls: { DescribeInstances: 1, StartInstances: 4 },
    putOff: 0,
  });
  expect(done - due).toBeLessThan(MINUTE);
});

test("a run starts 600 VMs in twelve requests that EC2 accepts eventually, and the next run starts the others", async () => {
  const { due, done, runs, calls, throttled, putOff } = await simulateChange({ vms: 700, to: "running" });
  expect({ runs, putOff }).toEqual({ runs: 2, putOff: 0 });
  expect((calls["StartInstances"] ?? 0) - throttled).toBe(14);
  expect(done - due).toBeGreaterThanOrEqual(5 * MINUTE);
  expect(done - due).toBeLessThan(6 * MINUTE);
});

test("staggered starts are spread over the time before their hour", async () => {
  const { due, half, done, runs } = await simulateChange({ vms: 60, to: "running", startLeadMinutes: 30 });
  expect(runs).toBe(7);
  expect(half).toBeLessThan(due - 10 * MINUTE);
  expect(done).toBeLessThan(due + MINUTE);
});

test("the same fleet takes the same time twice", async () => {
  const once = await simulateChange({ vms: 120, to: "stopped" });
  expect(await simulateChange({ vms: 120, to: "stopped" })).toEqual(once);
});
