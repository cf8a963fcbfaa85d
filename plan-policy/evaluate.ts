import type { Problem, Rule, Violations, WaivedProblem } from "./model";
import type { Plan } from "./plan";
import type { Resource } from "./resource";

/** The result of all rules on a plan. */
export interface Evaluation {
  readonly problems: readonly Problem[];
  readonly waived: readonly WaivedProblem[];
  /** Number of rules that resources satisfy, by stack. */
  readonly passed: Readonly<Record<string, number>>;
}

const SHORTEST_REASON = 20;

/** Checks every rule on every resource of its types. A waiver that is not needed, or has no reason, is a problem too. */
export function evaluate(plan: Plan, rules: readonly Rule[]): Evaluation {
  const problems: Problem[] = [];
  const waived: WaivedProblem[] = [];
  const passed: Record<string, number> = Object.fromEntries(plan.stackNames.map((name) => [name, 0]));
  for (const resource of plan.resources) {
    const broken = new Set<string>();
    for (const rule of rules.filter(({ types }) => types.includes(resource.type))) {
      const found = asList(rule.check(resource, plan)).map((message) => toProblem(rule, resource, message));
      const reason = resource.waived[rule.id];
      if (found.length === 0) passed[resource.stack] = (passed[resource.stack] ?? 0) + 1;
      else broken.add(rule.id);
      if (reason === undefined) problems.push(...found);
      else waived.push(...found.map((problem) => ({ ...problem, reason })));
    }
    problems.push(...badWaivers(resource, broken, rules));
  }
  return { problems, waived, passed };
}

function badWaivers(resource: Resource, broken: ReadonlySet<string>, rules: readonly Rule[]): Problem[] {
  return Object.entries(resource.waived).flatMap(([id, reason]) => {
    const message = waiverProblem(id, reason, broken, rules);
    return message === undefined ? [] : [toProblem(WAIVERS, resource, message)];
  });
}

function waiverProblem(id: string, reason: string, broken: ReadonlySet<string>, rules: readonly Rule[]) {
  if (!rules.some((rule) => rule.id === id)) return `waives ${id}, which is not a rule`;
  if (!broken.has(id)) return `waives ${id}, which it does not violate`;
  if (reason.trim().length < SHORTEST_REASON) return `waives ${id} without a reason`;
  return undefined;
}

const WAIVERS = {
  id: "waiver",
  severity: "medium",
  scanners: [],
  remedy: `a waiver for a rule that the resource violates, with a reason of ${SHORTEST_REASON} characters or more`,
} as const;

function toProblem(
  { id, severity, scanners, remedy }: Pick<Rule, "id" | "severity" | "scanners" | "remedy">,
  { stack, address }: Resource,
  message: string,
): Problem {
  return { rule: id, severity, scanners, stack, address, message, remedy };
}

function asList(violations: Violations): readonly string[] {
  if (violations === undefined) return [];
  return typeof violations === "string" ? [violations] : violations;
}
