import { evaluate } from "../../plan-policy/evaluate";
import { Plan } from "../../plan-policy/plan";
import { RULES } from "../../plan-policy/rules";
import { everyVariant } from "./variants";

test.each(everyVariant())("with %s, every stack keeps every rule, or says why not", (_name, texts) => {
  const { findings, passed } = evaluate(Plan.read(texts), RULES);
  expect(findings.map(({ rule, address, wrong }) => `${rule}: ${address}: ${wrong}`)).toEqual([]);
  for (const count of Object.values(passed)) expect(count).toBeGreaterThan(0);
});
