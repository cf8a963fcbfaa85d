import { announce } from "../../../functions/vm-events/announce";
import type { Due } from "../../../functions/vm-events/decide";
import type { JiraStandIn } from "../../../local/jira/start-jira";
import { deps, startTestJira, vm } from "./fakes";

const ready: Due = { kind: "ready", marker: "ready-i-0a1" };
const failed: Due = { kind: "failed", marker: "failed-i-0a1-1-x", reason: "home: no route" };
const POST_COMMENT = { method: "POST", path: /\/comment$/ };

let jira: JiraStandIn;
beforeEach(async () => {
  jira = await startTestJira();
});
afterEach(() => jira.stop());

const said = () => JSON.stringify(jira.comments("INFRA-1").map(({ body }) => body));
const open = (status: string) => jira.createIssue({ key: "INFRA-1", status });

describe("announcing", () => {
  it("tells how to connect and moves the ticket on when the VM is ready", async () => {
    open("Ready");
    expect(await announce(ready, vm(), deps(jira.url, []).all)).toBe("told");
    expect(said()).toContain("--target i-0a1 --region us-east-1 --document-name dev-vm-session");
    expect(jira.issue("INFRA-1")?.status).toBe("Provisioned");
  });

  it.each(["Closed", "Provisioned"])("leaves a ticket in %s where people put it", async (status) => {
    open(status);
    expect(await announce(ready, vm(), deps(jira.url, []).all)).toBe("told");
    expect(jira.issue("INFRA-1")?.status).toBe(status);
    expect(jira.comments("INFRA-1")).toHaveLength(1);
  });

  it("tells on the ticket and to the log when the workflow has no way on", async () => {
    open("Stuck");
    const stuck = deps(jira.url, []);
    const statuses = { ...stuck.all.settings.jira?.statuses, provision: "Stuck", done: "Provisioned" };
    const settings = {
      ...stuck.all.settings,
      jira: { ...stuck.all.settings.jira, statuses },
    } as typeof stuck.all.settings;
    expect(await announce(ready, vm(), { ...stuck.all, settings })).toBe("told");
    expect(said()).toContain("could not be moved to Provisioned");
    expect(stuck.warnings).toHaveLength(1);
  });

  it("does so too when the workflow refuses the step", async () => {
    open("Ready");
    jira.injectFault({ method: "POST", path: /transitions/, answer: 400 });
    expect(await announce(ready, vm(), deps(jira.url, []).all)).toBe("told");
    expect(said()).toContain("could not be moved to Provisioned");
  });

  it("does not move the ticket of a VM that failed", async () => {
    open("Ready");
    expect(await announce(failed, vm(), deps(jira.url, []).all)).toBe("told");
    expect(said()).toContain("home: no route");
    expect(jira.issue("INFRA-1")?.status).toBe("Ready");
  });

  it("warns on the ticket of a system past its support", async () => {
    open("Ready");
    await announce(ready, vm({ OS: "Ubuntu20.04" }), deps(jira.url, []).all);
    expect(said()).toContain("Ubuntu20.04 is past its vendor");
  });

  it("asks Jira nothing when it has been told", async () => {
    open("Ready");
    const { all } = deps(jira.url, []);
    await announce(ready, vm(), all);
    const before = jira.requests.length;
    expect(await announce(ready, vm(), all)).toBe("known");
    expect(jira.requests).toHaveLength(before);
  });

  it("comments once when events and sweep come at the same time", async () => {
    open("Ready");
    const { all } = deps(jira.url, []);
    const results = await Promise.all([1, 2, 3].map(() => announce(ready, vm(), all)));
    expect(results.sort()).toEqual(["known", "known", "told"]);
    expect(jira.comments("INFRA-1")).toHaveLength(1);
  });

  it("comments once when the record of it was lost", async () => {
    open("Ready");
    await announce(ready, vm(), deps(jira.url, []).all);
    expect(await announce(ready, vm(), deps(jira.url, []).all)).toBe("told");
    expect(jira.comments("INFRA-1")).toHaveLength(1);
  });

  it("fails when Jira does, and can be tried again at once", async () => {
    open("Ready");
    jira.injectFault({ ...POST_COMMENT, answer: 503, times: 3 });
    const { all, entries } = deps(jira.url, []);
    await expect(announce(ready, vm(), all)).rejects.toThrow(/503/);
    expect(entries.size).toBe(0);
    expect(await announce(ready, vm(), all)).toBe("told");
    expect(jira.comments("INFRA-1")).toHaveLength(1);
  });

  it("warns of a ticket that does not exist, and asks no second time", async () => {
    const { all, warnings, entries } = deps(jira.url, []);
    expect(await announce(ready, vm(), all)).toBe("ticket-gone");
    expect([...entries.values()]).toEqual(["told"]);
    expect(await announce(ready, vm(), all)).toBe("known");
    expect([warnings.length, jira.requests.length]).toEqual([1, 1]);
  });

  it.each([
    ["has no ticket", vm({ JiraTicket: "" })],
    ["names a ticket that is none", vm({ JiraTicket: "../../user" })],
  ])("tells nobody when the VM %s", async (_what, one) => {
    const { all, entries } = deps(jira.url, []);
    expect(await announce(ready, one, all)).toBe("no-ticket");
    expect([jira.requests.length, entries.size]).toEqual([0, 0]);
  });

  it("tells nobody without a ticket system", async () => {
    expect(await announce(ready, vm(), deps(undefined, []).all)).toBe("no-ticket");
  });
});
