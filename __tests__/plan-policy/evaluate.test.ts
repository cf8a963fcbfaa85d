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

test("a resource that satisfies a rule passes", () => {
  expect(judge({ colour: "blue" })).toEqual({ problems: [], waived: [], passed: { platform: 1 } });
});

test("a resource that violates a rule is reported with its address, the problem and the remedy", () => {
  expect(judge({ colour: "red" }).problems).toEqual([
    {
      rule: "queue-blue",
      severity: "high",
      scanners: ["CKV_X_1"],
      stack: "platform",
      address: "aws_sqs_queue.q",
      message: "it is red",
      remedy: "blue",
    },
  ]);
});

test("a waiver with a reason waives the problem, and keeps the reason", () => {
  const { problems, waived } = judge({ colour: "red" }, { "queue-blue": REASON });
  expect(problems).toEqual([]);
  expect(waived).toMatchObject([{ rule: "queue-blue", message: "it is red", reason: REASON }]);
});

test.each([
  [
    "that is not needed",
    { colour: "blue" },
    { "queue-blue": REASON },
    "waives queue-blue, which it does not violate",
  ],
  [
    "of a rule that does not exist",
    { colour: "blue" },
    { "queue-bleu": REASON },
    "waives queue-bleu, which is not a rule",
  ],
  ["without a reason", { colour: "red" }, { "queue-blue": "because" }, "waives queue-blue without a reason"],
])("a waiver %s is a problem", (_what, queue, waived, message) => {
  expect(judge(queue, waived).problems).toMatchObject([{ rule: "waiver", message }]);
});

test("the report counts by stack, and prints each problem with its remedy", () => {
  const text = report(judge({ colour: "red" }));
  expect(text).toContain("platform: 0 passed, 1 failed, 0 waived");
  expect(text).toContain(
    "FAILED high queue-blue (CKV_X_1)\n  platform: aws_sqs_queue.q\n  problem: it is red\n  fix: blue",
  );
});

test("the report prints the reason of a waiver", () => {
  expect(report(judge({ colour: "red" }, { "queue-blue": REASON }))).toContain(`it is red: ${REASON}`);
});
