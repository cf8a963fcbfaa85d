import fc from "fast-check";
import type { Vm } from "../../../functions/shared/ec2/vm";
import { startVms } from "../../../functions/start-stop/start-vms";
import { awsError, fakeFleet, ids, late, lines, type Request, SETTINGS } from "./fixtures";

const NO_CAPACITY = awsError("InsufficientInstanceCapacity", 500);
const asked = (id: string, tags: Record<string, string> = {}, more: Partial<Vm> = {}): Vm => ({
  ...late(id, { InstanceType: "t3.xlarge", FallbackTypes: "m5.xlarge t3.large", ...tags }),
  ...more,
});
const lacking =
  (...types: string[]) =>
  (request: Request) =>
    request.action === "start" && request.types.some((type) => types.includes(type))
      ? NO_CAPACITY
      : undefined;

async function start(vms: readonly Vm[], refuse?: (request: Request) => Error | undefined) {
  const { fleet, calls } = fakeFleet(vms, refuse);
  const changes: string[] = [];
  const outcomes = await startVms(vms, {
    fleet,
    allowedTypes: SETTINGS.instanceTypes,
    isTimeLeft: () => true,
    onTypeChange: ({ id }, type, error) => changes.push(`${id} ${type}${error ? ` ${error.name}` : ""}`),
  });
  return {
    calls: lines(calls),
    changes,
    outcomes: Object.fromEntries([...outcomes].map(([id, { kind }]) => [id, kind])),
  };
}

describe("a VM whose type has no capacity", () => {
  it("is started as the first stand-in type that has capacity", async () => {
    expect(await start([asked("a")], lacking("t3.xlarge"))).toEqual({
      calls: ["start a", "type m5.xlarge a", "start a"],
      changes: ["a m5.xlarge"],
      outcomes: { a: "sent" },
    });
  });

  it("is tried with its stand-in types in order, and fails when none has capacity", async () => {
    expect(await start([asked("a")], lacking("t3.xlarge", "m5.xlarge", "t3.large"))).toMatchObject({
      calls: ["start a", "type m5.xlarge a", "start a", "type t3.large a", "start a"],
      outcomes: { a: "failed" },
    });
  });

  it.each([
    ["without stand-ins", { FallbackTypes: "" }, {}],
    ["with stand-ins outside the policy", { FallbackTypes: "x2.32xlarge" }, {}],
    ["that hibernates, whose type EC2 cannot change", {}, { hibernates: true }],
    ["without the tag of its wanted type", { InstanceType: "" }, {}],
  ])("%s keeps its type", async (_what, tags, more) => {
    expect(await start([asked("a", tags, more)], lacking("t3.xlarge"))).toEqual({
      calls: ["start a"],
      changes: [],
      outcomes: { a: "failed" },
    });
  });

  it("is tried with the next type when EC2 refuses a stand-in", async () => {
    const refuse = (request: Request) =>
      request.action === "type m5.xlarge"
        ? awsError("InvalidParameterValue", 400)
        : lacking("t3.xlarge")(request);
    expect(await start([asked("a")], refuse)).toMatchObject({
      calls: ["start a", "type m5.xlarge a", "type t3.large a", "start a"],
      changes: ["a m5.xlarge InvalidParameterValue", "a t3.large"],
      outcomes: { a: "sent" },
    });
  });

  it("is not tried first with the type that failed after EC2 had accepted the start", async () => {
    const failedLate = asked("a", {}, { stateReasonCode: "Server.InsufficientInstanceCapacity" });
    expect((await start([failedLate])).calls).toEqual(["type m5.xlarge a", "start a"]);
    const standIn = { ...failedLate, instanceType: "m5.xlarge" };
    expect((await start([standIn])).calls).toEqual(["type t3.large a", "start a"]);
  });
});

test("a used-up quota is no reason for a stand-in: another type would fail as well", async () => {
  const refuse = () => awsError("VcpuLimitExceeded", 400);
  expect((await start([asked("a")], refuse)).calls).toEqual(["start a"]);
});

test("a VM that ran as a stand-in is first tried with its wanted type", async () => {
  const vm = asked("a", {}, { instanceType: "m5.xlarge" });
  expect((await start([vm])).calls).toEqual(["type t3.xlarge a", "start a"]);
});

test("a VM whose type EC2 does not change is started with the type that it has", async () => {
  const vm = asked("a", { InstanceType: "t3.large" });
  const refuse = ({ action }: Request) =>
    action.startsWith("type") ? awsError("Unsupported", 400) : undefined;
  expect(await start([vm], refuse)).toMatchObject({
    changes: ["a t3.large Unsupported"],
    outcomes: { a: "sent" },
  });
});

test("120 VMs without errors take three requests", async () => {
  expect((await start(ids(120).map((id) => asked(id)))).calls.sort()).toEqual([
    "start 20",
    "start 50",
    "start 50",
  ]);
});

test("whichever types lack capacity, exactly the VMs that have a type with capacity are started", async () => {
  const type = fc.constantFrom("t3.large", "t3.xlarge", "m5.xlarge");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ wanted: type, standIns: fc.array(type, { maxLength: 3 }), present: type }), {
        maxLength: 60,
      }),
      fc.uniqueArray(type),
      async (specs, none) => {
        const vms = specs.map(({ wanted, standIns, present }, index) =>
          asked(
            `i-${index}`,
            { InstanceType: wanted, FallbackTypes: standIns.join(" ") },
            { instanceType: present },
          ),
        );
        const { outcomes } = await start(vms, lacking(...none));
        for (const [index, { wanted, standIns }] of specs.entries()) {
          const isPossible = [wanted, ...standIns].some((one) => !none.includes(one));
          expect(outcomes[`i-${index}`]).toBe(isPossible ? "sent" : "failed");
        }
      },
    ),
    { numRuns: 60 },
  );
});
