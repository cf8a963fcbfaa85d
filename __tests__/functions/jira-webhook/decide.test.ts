import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readDelivery } from "../../../functions/jira-webhook/decide";
import { jiraConfig } from "./jira-config";

const fixture = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, "../../fixtures/jira", `${name}.json`), "utf8"));
const looked = { key: "INFRA-123" };

describe("a verified delivery", () => {
  it.each([
    ["transition-to-ready", looked],
    ["transition-to-closed", looked],
    ["transition-to-terminate", looked],
    ["transition-moved-on", looked],
    ["created-in-ready", looked],
    ["old-server", looked],
    ["edit-in-ready", looked],
    ["no-changelog", looked],
    ["transition-to-done", { ignored: "status" }],
    ["created-in-to-do", { ignored: "status" }],
    ["edit-in-closed", { ignored: "no transition" }],
    ["no-changelog-closed", { ignored: "no transition" }],
    ["item-without-to-string", { ignored: "no transition" }],
    ["commented-in-ready", { ignored: "comment" }],
    ["other-project", { ignored: "project" }],
    ["no-issue", { ignored: "no issue" }],
    ["project-event", { ignored: "event" }],
  ])("of %s gives %j", (name, expected) => {
    expect(readDelivery(fixture(name), jiraConfig)).toEqual(expected);
  });

  it.each(["INFRA-123/../../myself", "infra-1", "INFRA-0", "INFRA-", "", "INFRA-1\n"])(
    "never queues the key %j",
    (key) => {
      const payload = fixture("transition-to-ready");
      payload.issue.key = key;
      expect(readDelivery(payload, jiraConfig)).toEqual({ ignored: "no issue" });
    },
  );

  it.each([[null], [[]], ["text"], [{}], [{ webhookEvent: 7 }]])(
    "is no Jira payload when it is %j",
    (body) => {
      expect(readDelivery(body, jiraConfig)).toBeUndefined();
    },
  );

  it("never throws, whatever it holds", () => {
    const payloads = fc.record({
      webhookEvent: fc.constantFrom("jira:issue_created", "jira:issue_updated"),
      issue: fc.record({ key: fc.constant("INFRA-1"), fields: fc.object() }),
      changelog: fc.record({ items: fc.array(fc.anything()) }),
    });
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(() => readDelivery(payload, jiraConfig)).not.toThrow();
      }),
    );
  });
});
