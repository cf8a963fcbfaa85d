import { Plan } from "../../plan-policy/plan";
import { RULES } from "../../plan-policy/rules";
import { SCANNER_CHECKS } from "./scanners/catalogue";
import { NO_RULE_NEEDED } from "./scanners/no-rule-needed";
import { NOT_ASKED } from "./scanners/not-asked";
import { everyVariant } from "./variants";

const types = new Set(
  everyVariant().flatMap(([, texts]) => Plan.read(texts).resources.map(({ type }) => type)),
);
types.delete("provider");
const ruled = new Set(RULES.flatMap((rule) => rule.types));
const asked = new Set(RULES.flatMap(({ scanners }) => scanners));
const checks = new Set(Object.values(SCANNER_CHECKS).flat());

test("every resource type of any config has a rule, or a reason why it needs none", () => {
  expect([...types].filter((type) => !ruled.has(type) && !(type in NO_RULE_NEEDED))).toEqual([]);
});

test("no type with a rule, or without resources in any config, has a reason", () => {
  expect(Object.keys(NO_RULE_NEEDED).filter((type) => ruled.has(type) || !types.has(type))).toEqual([]);
});

test("every check of the public scanners has a rule, or a reason why it has none", () => {
  expect([...checks].filter((id) => !asked.has(id) && !(id in NOT_ASKED))).toEqual([]);
});

test("no check with a rule, or unknown to all scanners, has a reason", () => {
  expect(Object.keys(NOT_ASKED).filter((id) => asked.has(id) || !checks.has(id))).toEqual([]);
});

test.each([...Object.entries(NO_RULE_NEEDED), ...Object.entries(NOT_ASKED)])(
  "%s has a reason of sufficient length",
  (_id, reason) => {
    expect(reason.length).toBeGreaterThanOrEqual(20);
  },
);
