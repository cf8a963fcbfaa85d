import { handle } from "../../../functions/vm-events/run";
import type { JiraStandIn } from "../../../local/jira/start-jira";
import { deps, startTestJira, vm } from "./fakes";

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

describe("a VM that EC2 let die", () => {
  const died = (code: string, message: string, tags: Record<string, string> = {}, state = "terminated") =>
    vm({ DevVmState: "launching", ...tags }, { state, stateReasonCode: code, stateReasonMessage: message });
  const LIMIT = "Client.VolumeLimitExceeded: Volume limit exceeded";
  const overLimit = died("Client.VolumeLimitExceeded", LIMIT);

  let jira: JiraStandIn;
  beforeEach(async () => {
    jira = await startTestJira();
    jira.createIssue({ key: "INFRA-1", status: "Ready" });
  });
  afterEach(() => jira.stop());
  const said = () => JSON.stringify(jira.comments("INFRA-1").map(({ body }) => body));

  it.each([
    [overLimit, LIMIT, "raise the account's limit"],
    [
      died("Client.InternalError", "Client error on launch"),
      "Client.InternalError: Client error",
      "encryption key",
    ],
    [
      died("Server.InsufficientInstanceCapacity", "No room", {}, "shutting-down"),
      "Server.InsufficientInstanceCapacity: No room",
      "another instance type",
    ],
    [died("Client.Odd", "Odd"), "Client.Odd: Odd", "platform team"],
  ])("is told with its reason and what to do ($stateReason.code)", async (dead, reason, whatToDo) => {
    const { all, announced } = deps(jira.url, [dead]);
    expect(await handle(stateChange("terminated"), all)).toBe("told");
    expect(said()).toContain(`"${reason}`);
    expect(said()).toContain(whatToDo);
    expect(announced).toEqual(["i-0a1 launch-failed told"]);
    expect(jira.issue("INFRA-1")?.status).toBe("Ready");
  });

  it("is told once, however often the event comes", async () => {
    const { all, states } = deps(jira.url, [overLimit]);
    await handle(stateChange("terminated"), all);
    expect(await handle(stateChange("terminated"), all)).toBe("known");
    expect(jira.comments("INFRA-1")).toHaveLength(1);
    expect(states).toHaveLength(2);
  });

  it.each([
    ["a person terminated", died("Client.UserInitiatedShutdown", "User initiated shutdown")],
    ["is ready", died("Server.InternalError", "Host failed", { DevVmState: "ready" })],
    ["gives no reason for its end", vm({}, { state: "terminated" })],
    ["lives", vm({}, { stateReasonCode: "Server.InternalError" })],
  ])("is not one that %s", async (_what, one) => {
    expect(await handle(stateChange("terminated"), deps(jira.url, [one]).all)).toBe("noted");
    expect(jira.comments("INFRA-1")).toEqual([]);
  });

  it("is no failed launch when it was announced ready in an earlier start", async () => {
    const { all } = deps(jira.url, [died("Server.InternalError", "Host failed")]);
    await all.records.confirm(vm().person, "ready-i-0a1", all.now());
    expect(await handle(stateChange("terminated"), all)).toBe("noted");
    expect(jira.comments("INFRA-1")).toEqual([]);
  });
});
