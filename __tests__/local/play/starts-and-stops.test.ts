import { TAG } from "../../../core/vm/tags";
import type { Readings } from "../../../local/play/journal";
import { checkStartsAndStops } from "../../../local/play/starts-and-stops";
import type { World } from "../../../local/world/world";

const VM = "i-0123456789abcdef0";
/** The clocks of New York go back on Sunday, the first of November. */
const WEEKEND = { from: new Date("2026-10-30T11:00:00Z"), to: new Date("2026-11-02T14:00:00Z") };

const call = (action: string, time: string, rest: object = {}) => ({
  action,
  time,
  principal: "arn:aws:sts::123456789012:assumed-role/dev-vm-start-stop/dev-vm-start-stop",
  errorCode: null,
  params: { InstanceIds: ["i-0aaaaaaaaaaaaaaaa", VM] },
  ...rest,
});
const FRIDAY_START = call("StartInstances", "2026-10-30T12:00:00.1Z");
const FRIDAY_STOP = call("StopInstances", "2026-10-30T22:00:00.1Z");
const MONDAY_START = call("StartInstances", "2026-11-02T13:00:00.1Z");

/** What was read of the only VM, whose hours are those of an office in New York. */
async function read(calls: readonly object[]): Promise<{ readonly holds: boolean; readonly said: string }> {
  const tags = { [TAG.schedule]: "office-hours", [TAG.timezone]: "US/Eastern" };
  const office = { periods: [{ days: "mon-fri", start: "08:00", stop: "18:00" }], skipDates: [] };
  const world = {
    config: {
      project: "dev-vm",
      schedules: { "office-hours": office },
      defaults: { timezone: "US/Eastern" },
      scheduler: { startLeadMinutes: 0 },
      clients: [{ developers: [{ client: "ClientA", developer: "john" }] }],
    },
    emulator: { calls: async () => ({ last: 0, calls }) },
    ec2: { vms: async () => [{ id: VM, name: "dev-ClientA-john", tags }] },
  } as unknown as World;
  let outcome = { holds: false, said: "" };
  const readings: Partial<Readings> = {
    note: () => undefined,
    that: (_what, holds, said = "") => {
      outcome = { holds, said };
    },
  };
  await checkStartsAndStops(world, WEEKEND, readings as Readings);
  return outcome;
}

test("one stop before the weekend and one start after it hold, and each is reported in local time", async () => {
  expect(await read([FRIDAY_START, FRIDAY_STOP, MONDAY_START])).toEqual({
    holds: true,
    said: "start Fri 08:00 EDT (12:00Z), stop Fri 18:00 EDT (22:00Z), start Mon 08:00 EST (13:00Z)",
  });
});

test.each([
  ["a start that is missing", [FRIDAY_START, FRIDAY_STOP]],
  ["a stop that is made twice", [FRIDAY_START, FRIDAY_STOP, FRIDAY_STOP, MONDAY_START]],
  [
    "a start an hour early, as if the clocks had not gone back",
    [FRIDAY_START, FRIDAY_STOP, call("StartInstances", "2026-11-02T12:00:00Z")],
  ],
  [
    "a start on Sunday",
    [FRIDAY_START, FRIDAY_STOP, call("StartInstances", "2026-11-01T13:00:00Z"), MONDAY_START],
  ],
])("%s does not hold", async (_what, calls) => {
  expect((await read(calls)).holds).toBe(false);
});

test("users' calls, refused calls and calls for other VMs do not count", async () => {
  const others = [
    call("StopInstances", "2026-10-31T12:00:00Z", { principal: "arn:aws:iam::123456789012:user/person" }),
    call("StartInstances", "2026-10-31T12:00:00Z", { errorCode: "InsufficientInstanceCapacity" }),
    call("StartInstances", "2026-10-31T12:00:00Z", { params: { InstanceIds: ["i-0aaaaaaaaaaaaaaaa"] } }),
  ];
  const { holds } = await read([FRIDAY_START, FRIDAY_STOP, ...others, MONDAY_START]);
  expect(holds).toBe(true);
});
