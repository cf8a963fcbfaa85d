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

test("a rule looks at every type of resource that any config makes, or a reason says why none need", () => {
  expect([...types].filter((type) => !ruled.has(type) && !(type in NO_RULE_NEEDED))).toEqual([]);
});

test("no type that a rule looks at, or that no config makes, is excused", () => {
  expect(Object.keys(NO_RULE_NEEDED).filter((type) => ruled.has(type) || !types.has(type))).toEqual([]);
});

test("a rule asks for every check of the public scanners, or a reason says why none does", () => {
  expect([...checks].filter((id) => !asked.has(id) && !(id in NOT_ASKED))).toEqual([]);
});

test("no check that a rule asks for, or that no scanner knows, is excused", () => {
  expect(Object.keys(NOT_ASKED).filter((id) => asked.has(id) || !checks.has(id))).toEqual([]);
});

test.each([...Object.entries(NO_RULE_NEEDED), ...Object.entries(NOT_ASKED)])(
  "%s is excused for a reason",
  (_id, reason) => {
    expect(reason.length).toBeGreaterThanOrEqual(20);
  },
);
