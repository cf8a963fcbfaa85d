import { measureFleet } from "../../bench/fleet/measure-fleet";

jest.setTimeout(120_000);

test("changing a fleet takes one page and one request per 50 VMs; the baseline takes two requests per VM", async () => {
  const vms = 101;
  const { warn, stop, start, baselineStop, baselineStart, slow } = await measureFleet({
    vms,
    latency: 0.001,
  });
  expect(warn.calls).toEqual({ DescribeInstances: 1, SendCommand: 3, CreateTags: 3 });
  expect(stop).toMatchObject({ runs: 1, calls: { DescribeInstances: 1, StopInstances: 3 } });
  expect(start).toMatchObject({ runs: 1, calls: { DescribeInstances: 1, StartInstances: 3 } });
  expect(baselineStop.calls).toEqual({ DescribeInstances: 1 + vms, StopInstances: vms });
  expect(baselineStart.calls).toEqual({ DescribeInstances: 1 + vms, StartInstances: vms });
  expect(slow.stop.calls).toEqual(stop.calls);
  expect(slow.start.calls).toEqual(start.calls);
  expect(slow.baselineStop.calls).toEqual(baselineStop.calls);
  expect(slow.baselineStart.calls).toEqual(baselineStart.calls);
});
