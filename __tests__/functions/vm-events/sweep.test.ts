import { sweep } from "../../../functions/vm-events/sweep";
import type { JiraStandIn } from "../../../local/jira/start-jira";
import { deps, NOW, startTestJira, vm } from "./fakes";

const early = new Date(NOW.getTime() - 3600_000);
const fleet = [
  vm({ DevVmState: "ready", JiraTicket: "INFRA-1" }, { id: "i-01" }),
  vm({ DevVmState: "failed: no home", JiraTicket: "INFRA-2" }, { id: "i-02" }),
  vm({ DevVmState: "launching", JiraTicket: "INFRA-3" }, { id: "i-03", launchTime: early }),
  vm({ DevVmState: "launching", JiraTicket: "INFRA-4" }, { id: "i-04" }),
  vm({ DevVmState: "ready", JiraTicket: "" }, { id: "i-05" }),
  vm({ DevVmState: "failed: no home", JiraTicket: "" }, { id: "i-06" }),
];

let jira: JiraStandIn;
beforeEach(async () => {
  jira = await startTestJira();
  for (const n of [1, 2, 3, 4]) jira.createIssue({ key: `INFRA-${n}`, status: "Ready" });
});
afterEach(() => jira.stop());

const commented = () => [1, 2, 3, 4].map((n) => jira.comments(`INFRA-${n}`).length);

describe("the sweep", () => {
  it("makes the announcements that events missed, each once, however often it runs", async () => {
    const { all, announced } = deps(jira.url, fleet);
    expect(await sweep(all)).toBe(fleet.length);
    expect(announced).toEqual([
      "i-01 ready commented",
      "i-02 failed commented",
      "i-03 never-ready commented",
      "i-06 failed no-ticket",
    ]);
    await sweep(all);
    expect(commented()).toEqual([1, 1, 1, 0]);
  });

  it("sends no request to Jira for what has been announced, and reads the records in one batch", async () => {
    const { all, asked, announced } = deps(jira.url, fleet);
    await sweep(all);
    const before = jira.requests.length;
    announced.length = 0;
    await sweep(all);
    expect(jira.requests).toHaveLength(before);
    expect(announced).toEqual(["i-06 failed no-ticket"]);
    expect(asked).toEqual([4, 4]);
  });

  it("processes every VM, and fails at the end when one failed", async () => {
    const { all } = deps(jira.url, fleet);
    jira.injectFault({ path: /INFRA-1/, answer: 403 });
    const failure = sweep(all);
    await expect(failure).rejects.toThrow("1 of 4 announcements failed");
    await expect(failure).rejects.toMatchObject({ errors: [{ message: expect.stringContaining("i-01") }] });
    expect(commented()).toEqual([0, 1, 1, 0]);
    await sweep(all);
    expect(commented()).toEqual([1, 1, 1, 0]);
  });

  it("does nothing in an empty fleet", async () => {
    expect(await sweep(deps(jira.url, []).all)).toBe(0);
  });
});
