import { evaluate } from "../../plan-policy/evaluate";
import { Plan } from "../../plan-policy/plan";
import { RULES } from "../../plan-policy/rules";
import { everyVariant } from "./variants";

test.each(everyVariant())(
  "with %s, every stack satisfies every rule, or waives it with a reason",
  (_name, texts) => {
    const { problems, passed } = evaluate(Plan.read(texts), RULES);
    expect(problems.map(({ rule, address, message }) => `${rule}: ${address}: ${message}`)).toEqual([]);
    for (const count of Object.values(passed)) expect(count).toBeGreaterThan(0);
  },
);
