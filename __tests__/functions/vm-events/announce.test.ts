import { announce } from "../../../functions/vm-events/announce";
import type { Announcement } from "../../../functions/vm-events/announcement";
import type { JiraStandIn } from "../../../local/jira/start-jira";
import { deps, startTestJira, vm } from "./fakes";

const ready: Announcement = { kind: "ready", marker: "ready-i-0a1" };
const failed: Announcement = { kind: "failed", marker: "failed-i-0a1-1-x", reason: "home: no route" };
const POST_COMMENT = { method: "POST", path: /\/comment$/ };

let jira: JiraStandIn;
beforeEach(async () => {
  jira = await startTestJira();
});
afterEach(() => jira.stop());

const commentText = () => JSON.stringify(jira.comments("INFRA-1").map(({ body }) => body));
const open = (status: string) => jira.createIssue({ key: "INFRA-1", status });

describe("an announcement", () => {
  it("of a ready VM says how to connect and moves the ticket on", async () => {
    open("Ready");
    expect(await announce(ready, vm(), deps(jira.url, []).all)).toBe("commented");
    expect(commentText()).toContain("--target i-0a1 --region us-east-1 --document-name dev-vm-session");
    expect(jira.issue("INFRA-1")?.status).toBe("Provisioned");
  });

  it.each(["Closed", "Provisioned"])(
    "of a ready VM leaves a ticket in %s in the status that a user chose",
    async (status) => {
      open(status);
      expect(await announce(ready, vm(), deps(jira.url, []).all)).toBe("commented");
      expect(jira.issue("INFRA-1")?.status).toBe(status);
      expect(jira.comments("INFRA-1")).toHaveLength(1);
    },
  );

  it("is followed by a warning on the ticket and in the log when the workflow has no transition", async () => {
    open("Stuck");
    const stuck = deps(jira.url, []);
    const statuses = { ...stuck.all.settings.jira?.statuses, provision: "Stuck", done: "Provisioned" };
    const settings = {
      ...stuck.all.settings,
      jira: { ...stuck.all.settings.jira, statuses },
    } as typeof stuck.all.settings;
    expect(await announce(ready, vm(), { ...stuck.all, settings })).toBe("commented");
    expect(commentText()).toContain("could not be moved to Provisioned");
    expect(stuck.warnings).toHaveLength(1);
  });

  it("is followed by the warning also when the workflow refuses the transition", async () => {
    open("Ready");
    jira.injectFault({ method: "POST", path: /transitions/, answer: 400 });
    expect(await announce(ready, vm(), deps(jira.url, []).all)).toBe("commented");
    expect(commentText()).toContain("could not be moved to Provisioned");
  });

  it("of a failed VM does not move the ticket", async () => {
    open("Ready");
    expect(await announce(failed, vm(), deps(jira.url, []).all)).toBe("commented");
    expect(commentText()).toContain("home: no route");
    expect(jira.issue("INFRA-1")?.status).toBe("Ready");
  });

  it("of a ready VM warns of an operating system past its support", async () => {
    open("Ready");
    await announce(ready, vm({ OS: "Ubuntu20.04" }), deps(jira.url, []).all);
    expect(commentText()).toContain("Ubuntu20.04 is past its vendor");
  });

  it("sends no request to Jira when it has been made before", async () => {
    open("Ready");
    const { all } = deps(jira.url, []);
    await announce(ready, vm(), all);
    const before = jira.requests.length;
    expect(await announce(ready, vm(), all)).toBe("known");
    expect(jira.requests).toHaveLength(before);
  });

  it("is posted once when events and the sweep run concurrently", async () => {
    open("Ready");
    const { all } = deps(jira.url, []);
    const results = await Promise.all([1, 2, 3].map(() => announce(ready, vm(), all)));
    expect(results.sort()).toEqual(["commented", "known", "known"]);
    expect(jira.comments("INFRA-1")).toHaveLength(1);
  });

  it("is posted once even if its record was lost", async () => {
    open("Ready");
    await announce(ready, vm(), deps(jira.url, []).all);
    expect(await announce(ready, vm(), deps(jira.url, []).all)).toBe("commented");
    expect(jira.comments("INFRA-1")).toHaveLength(1);
  });

  it("fails when Jira fails, and can be retried at once", async () => {
    open("Ready");
    jira.injectFault({ ...POST_COMMENT, answer: 503, times: 3 });
    const { all, entries } = deps(jira.url, []);
    await expect(announce(ready, vm(), all)).rejects.toThrow(/503/);
    expect(entries.size).toBe(0);
    expect(await announce(ready, vm(), all)).toBe("commented");
    expect(jira.comments("INFRA-1")).toHaveLength(1);
  });

  it("for a ticket that does not exist is logged as a warning, and not retried", async () => {
    const { all, warnings, entries } = deps(jira.url, []);
    expect(await announce(ready, vm(), all)).toBe("ticket-gone");
    expect([...entries.values()]).toEqual(["announced"]);
    expect(await announce(ready, vm(), all)).toBe("known");
    expect([warnings.length, jira.requests.length]).toEqual([1, 1]);
  });

  it.each([
    ["without a ticket", vm({ JiraTicket: "" })],
    ["with a tag that is not a ticket key", vm({ JiraTicket: "../../user" })],
  ])("for a VM %s is not posted", async (_what, one) => {
    const { all, entries } = deps(jira.url, []);
    expect(await announce(ready, one, all)).toBe("no-ticket");
    expect([jira.requests.length, entries.size]).toEqual([0, 0]);
  });

  it("is not posted without a ticket system", async () => {
    expect(await announce(ready, vm(), deps(undefined, []).all)).toBe("no-ticket");
  });
});
