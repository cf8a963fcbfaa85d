import { handle } from "../../../functions/vm-events/handle";
import { deps, vm } from "./fakes";

const time = "2026-03-02T08:00:04Z";
const stateChange = (state: string, id = "i-0a1") => ({
  source: "aws.ec2",
  "detail-type": "EC2 Instance State-change Notification",
  time,
  detail: { "instance-id": id, state },
});
const tagChange = (tags: Record<string, string>) => ({
  source: "aws.tag",
  "detail-type": "Tag Change on Resource",
  resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-0a1"],
  detail: { service: "ec2", "resource-type": "instance", "changed-tag-keys": ["DevVmState"], tags },
});

describe("an event", () => {
  it.each(["running", "stopped", "terminated"])("of a VM that is %s is noted", async (state) => {
    const { all, states } = deps(undefined, [vm()]);
    expect(await handle(stateChange(state), all)).toBe("noted");
    expect(states).toEqual([[vm().person, "i-0a1", state, time]]);
  });

  it.each<[string, unknown]>([
    ["a passing state", stateChange("pending")],
    ["a boot that has begun", tagChange({ ManagedBy: "dev-vm", DevVmState: "launching" })],
    ["somebody else's instance", tagChange({ ManagedBy: "other", DevVmState: "ready" })],
  ])("of %s costs no call to EC2", async (_what, event) => {
    const { all, found } = deps(undefined, [vm()]);
    expect(await handle(event, all)).toBe("nothing-due");
    expect(found).toEqual([]);
  });

  it("of an instance that is not the project's changes nothing", async () => {
    const { all, states } = deps(undefined, []);
    expect(await handle(stateChange("stopped"), all)).toBe("not-ours");
    expect(states).toEqual([]);
  });

  it("goes by what EC2 shows now, not by what the event says", async () => {
    const { all, announced } = deps(undefined, [vm({ DevVmState: "failed: no home" })]);
    await handle(tagChange({ ManagedBy: "dev-vm", DevVmState: "ready" }), all);
    expect(announced).toEqual(["i-0a1 failed no-ticket"]);
  });

  it("of an unknown kind is passed over, and said so", async () => {
    expect(await handle({ source: "aws.s3" }, deps(undefined, []).all)).toBe("unknown-event");
  });

  it("of the timer sweeps", async () => {
    expect(await handle({ sweep: true }, deps(undefined, []).all)).toBe("swept");
  });
});
