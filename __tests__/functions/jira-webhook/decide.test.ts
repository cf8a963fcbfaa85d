import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { decideDelivery } from "../../../functions/jira-webhook/decide";
import { jiraConfig } from "./jira-config";

const fixture = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, "../../fixtures/jira", `${name}.json`), "utf8"));
const accepted = { key: "INFRA-123" };

describe("a verified delivery", () => {
  it.each([
    ["transition-to-ready", accepted],
    ["transition-to-closed", accepted],
    ["transition-to-terminate", accepted],
    ["transition-moved-on", accepted],
    ["created-in-ready", accepted],
    ["old-server", accepted],
    ["edit-in-ready", accepted],
    ["no-changelog", accepted],
    ["transition-to-done", { ignored: "status" }],
    ["created-in-to-do", { ignored: "status" }],
    ["edit-in-closed", { ignored: "no transition" }],
    ["no-changelog-closed", { ignored: "no transition" }],
    ["item-without-to-string", { ignored: "no transition" }],
    ["commented-in-ready", { ignored: "comment" }],
    ["other-project", { ignored: "project" }],
    ["no-issue", { ignored: "no issue" }],
    ["project-event", { ignored: "event" }],
  ])("of the fixture %s gives %j", (name, expected) => {
    expect(decideDelivery(fixture(name), jiraConfig)).toEqual(expected);
  });

  it.each(["INFRA-123/../../myself", "infra-1", "INFRA-0", "INFRA-", "", "INFRA-1\n"])(
    "with the invalid key %j is ignored",
    (key) => {
      const payload = fixture("transition-to-ready");
      payload.issue.key = key;
      expect(decideDelivery(payload, jiraConfig)).toEqual({ ignored: "no issue" });
    },
  );

  it.each([[null], [[]], ["text"], [{}], [{ webhookEvent: 7 }]])(
    "is not a Jira payload when it is %j",
    (body) => {
      expect(decideDelivery(body, jiraConfig)).toBeUndefined();
    },
  );

  it("never makes the decision throw, whatever it holds", () => {
    const payloads = fc.record({
      webhookEvent: fc.constantFrom("jira:issue_created", "jira:issue_updated"),
      issue: fc.record({ key: fc.constant("INFRA-1"), fields: fc.object() }),
      changelog: fc.record({ items: fc.array(fc.anything()) }),
    });
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(() => decideDelivery(payload, jiraConfig)).not.toThrow();
      }),
    );
  });
});
