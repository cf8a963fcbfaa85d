import { evaluate } from "../../plan-policy/evaluate";
import type { Rule } from "../../plan-policy/model";
import { Plan } from "../../plan-policy/plan";
import { report } from "../../plan-policy/report";

const RULE: Rule = {
  id: "queue-blue",
  title: "Queues are blue",
  severity: "high",
  scanners: ["CKV_X_1"],
  types: ["aws_sqs_queue"],
  remedy: "blue",
  check: ({ body }) => (body["colour"] === "blue" ? undefined : "it is red"),
};

const REASON = "Red until the painter is back from leave.";

function judge(queue: object, waived?: Record<string, string>) {
  const body = { ...queue, "//": { metadata: { path: "platform/q" }, ...(waived ? { waived } : {}) } };
  const json = { resource: { aws_sqs_queue: { q: body } } };
  return evaluate(Plan.read(new Map([["platform", JSON.stringify(json)]])), [RULE]);
}

test("a resource that keeps a rule passes", () => {
  expect(judge({ colour: "blue" })).toEqual({ findings: [], waived: [], passed: { platform: 1 } });
});

test("a resource that breaks a rule is found, with its place, what is wrong and what would be right", () => {
  expect(judge({ colour: "red" }).findings).toEqual([
    {
      rule: "queue-blue",
      severity: "high",
      scanners: ["CKV_X_1"],
      stack: "platform",
      address: "aws_sqs_queue.q",
      wrong: "it is red",
      right: "blue",
    },
  ]);
});

test("a waiver with a reason takes the finding away, and keeps the reason", () => {
  const { findings, waived } = judge({ colour: "red" }, { "queue-blue": REASON });
  expect(findings).toEqual([]);
  expect(waived).toMatchObject([{ rule: "queue-blue", wrong: "it is red", reason: REASON }]);
});

test.each([
  [
    "that is not needed",
    { colour: "blue" },
    { "queue-blue": REASON },
    "waives queue-blue, which it does not break",
  ],
  [
    "of a rule that does not exist",
    { colour: "blue" },
    { "queue-bleu": REASON },
    "waives queue-bleu, which is no rule",
  ],
  [
    "without a reason",
    { colour: "red" },
    { "queue-blue": "because" },
    "waives queue-blue without saying why",
  ],
])("a waiver %s is a finding", (_what, queue, waived, wrong) => {
  expect(judge(queue, waived).findings).toMatchObject([{ rule: "waiver", wrong }]);
});

test("the report counts by stack, and says what fails, why, and what would be right", () => {
  const text = report(judge({ colour: "red" }));
  expect(text).toContain("platform: 0 passed, 1 failed, 0 waived");
  expect(text).toContain(
    "FAILED high queue-blue (CKV_X_1)\n  platform: aws_sqs_queue.q\n  wrong: it is red\n  right: blue",
  );
});

test("the report gives the reason of what is waived", () => {
  expect(report(judge({ colour: "red" }, { "queue-blue": REASON }))).toContain(`it is red: ${REASON}`);
});
