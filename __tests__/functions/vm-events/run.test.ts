import { run } from "../../../functions/vm-events/run";
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
  it.each(["running", "stopped", "terminated"])("of a VM that is %s is recorded", async (state) => {
    const { all, states } = deps(undefined, [vm()]);
    expect(await run(stateChange(state), all)).toBe("recorded");
    expect(states).toEqual([[vm().person, "i-0a1", state, time]]);
  });

  it.each<[string, unknown]>([
    ["a transient state", stateChange("pending")],
    ["a boot that has begun", tagChange({ ManagedBy: "dev-vm", DevVmState: "launching" })],
    ["an instance of another project", tagChange({ ManagedBy: "other", DevVmState: "ready" })],
  ])("of %s needs no request to EC2", async (_what, event) => {
    const { all, found } = deps(undefined, [vm()]);
    expect(await run(event, all)).toBe("nothing-due");
    expect(found).toEqual([]);
  });

  it("of an instance that is not the project's changes nothing", async () => {
    const { all, states } = deps(undefined, []);
    expect(await run(stateChange("stopped"), all)).toBe("not-ours");
    expect(states).toEqual([]);
  });

  it("is handled by the tags that EC2 shows now, not by those in the event", async () => {
    const { all, announced } = deps(undefined, [vm({ DevVmState: "failed: no home" })]);
    await run(tagChange({ ManagedBy: "dev-vm", DevVmState: "ready" }), all);
    expect(announced).toEqual(["i-0a1 failed no-ticket"]);
  });

  it("of an unknown kind is ignored, and the outcome says so", async () => {
    expect(await run({ source: "aws.s3" }, deps(undefined, []).all)).toBe("unknown-event");
  });

  it("of the timer starts the sweep", async () => {
    expect(await run({ sweep: true }, deps(undefined, []).all)).toBe("swept");
  });
});

describe("a VM whose launch EC2 accepted and then failed", () => {
  const failedVm = (code: string, message: string, tags: Record<string, string> = {}, state = "terminated") =>
    vm({ DevVmState: "launching", ...tags }, { state, stateReasonCode: code, stateReasonMessage: message });
  const LIMIT = "Client.VolumeLimitExceeded: Volume limit exceeded";
  const overLimit = failedVm("Client.VolumeLimitExceeded", LIMIT);

  let jira: JiraStandIn;
  beforeEach(async () => {
    jira = await startTestJira();
    jira.createIssue({ key: "INFRA-1", status: "Ready" });
  });
  afterEach(() => jira.stop());
  const commentText = () => JSON.stringify(jira.comments("INFRA-1").map(({ body }) => body));

  it.each([
    [overLimit, LIMIT, "raise the account's limit"],
    [
      failedVm("Client.InternalError", "Client error on launch"),
      "Client.InternalError: Client error",
      "encryption key",
    ],
    [
      failedVm("Server.InsufficientInstanceCapacity", "No room", {}, "shutting-down"),
      "Server.InsufficientInstanceCapacity: No room",
      "another instance type",
    ],
    [failedVm("Client.Odd", "Odd"), "Client.Odd: Odd", "platform team"],
  ])("is announced with its reason and what to do ($stateReasonCode)", async (failed, reason, whatToDo) => {
    const { all, announced } = deps(jira.url, [failed]);
    expect(await run(stateChange("terminated"), all)).toBe("commented");
    expect(commentText()).toContain(`"${reason}`);
    expect(commentText()).toContain(whatToDo);
    expect(announced).toEqual(["i-0a1 launch-failed commented"]);
    expect(jira.issue("INFRA-1")?.status).toBe("Ready");
  });

  it("is announced once, however often the event comes", async () => {
    const { all, states } = deps(jira.url, [overLimit]);
    await run(stateChange("terminated"), all);
    expect(await run(stateChange("terminated"), all)).toBe("known");
    expect(jira.comments("INFRA-1")).toHaveLength(1);
    expect(states).toHaveLength(2);
  });

  it.each([
    ["a user terminated", failedVm("Client.UserInitiatedShutdown", "User initiated shutdown")],
    ["is ready", failedVm("Server.InternalError", "Host failed", { DevVmState: "ready" })],
    ["gives no reason for its end", vm({}, { state: "terminated" })],
    ["still exists", vm({}, { stateReasonCode: "Server.InternalError" })],
  ])("is not a VM that %s", async (_what, one) => {
    expect(await run(stateChange("terminated"), deps(jira.url, [one]).all)).toBe("recorded");
    expect(jira.comments("INFRA-1")).toEqual([]);
  });

  it("is not announced when it was announced as ready after an earlier start", async () => {
    const { all } = deps(jira.url, [failedVm("Server.InternalError", "Host failed")]);
    await all.store.confirm(vm().person, "ready-i-0a1", all.now());
    expect(await run(stateChange("terminated"), all)).toBe("recorded");
    expect(jira.comments("INFRA-1")).toEqual([]);
  });
});
