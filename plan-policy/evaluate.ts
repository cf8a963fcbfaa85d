import type { Finding, Problems, Rule, WaivedFinding } from "./model";
import type { Plan } from "./plan";
import type { Resource } from "./resource";

/** What the rules say of a plan. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  /** How often a resource was found to keep a rule, by stack. */
  readonly passed: Readonly<Record<string, number>>;
}

const SHORTEST_REASON = 20;

/** Asks every rule of every resource of its types. A waiver that is not needed, or gives no reason, is a finding too. */
export function evaluate(plan: Plan, rules: readonly Rule[]): Verdict {
  const findings: Finding[] = [];
  const waived: WaivedFinding[] = [];
  const passed: Record<string, number> = Object.fromEntries(plan.stackNames.map((name) => [name, 0]));
  for (const resource of plan.resources) {
    const broken = new Set<string>();
    for (const rule of rules.filter(({ types }) => types.includes(resource.type))) {
      const problems = asList(rule.check(resource, plan)).map((wrong) => toFinding(rule, resource, wrong));
      const reason = resource.waived[rule.id];
      if (problems.length === 0) passed[resource.stack] = (passed[resource.stack] ?? 0) + 1;
      else broken.add(rule.id);
      if (reason === undefined) findings.push(...problems);
      else waived.push(...problems.map((finding) => ({ ...finding, reason })));
    }
    findings.push(...badWaivers(resource, broken, rules));
  }
  return { findings, waived, passed };
}

function badWaivers(resource: Resource, broken: ReadonlySet<string>, rules: readonly Rule[]): Finding[] {
  return Object.entries(resource.waived).flatMap(([id, reason]) => {
    const wrong = waiverProblem(id, reason, broken, rules);
    return wrong === undefined ? [] : [toFinding(WAIVERS, resource, wrong)];
  });
}

function waiverProblem(id: string, reason: string, broken: ReadonlySet<string>, rules: readonly Rule[]) {
  if (!rules.some((rule) => rule.id === id)) return `waives ${id}, which is no rule`;
  if (!broken.has(id)) return `waives ${id}, which it does not break`;
  if (reason.trim().length < SHORTEST_REASON) return `waives ${id} without saying why`;
  return undefined;
}

const WAIVERS = {
  id: "waiver",
  severity: "medium",
  scanners: [],
  remedy: `a waiver for a rule that the resource breaks, with a reason of ${SHORTEST_REASON} characters or more`,
} as const;

function toFinding(
  { id, severity, scanners, remedy }: Pick<Rule, "id" | "severity" | "scanners" | "remedy">,
  { stack, address }: Resource,
  wrong: string,
): Finding {
  return { rule: id, severity, scanners, stack, address, wrong, right: remedy };
}

function asList(problems: Problems): readonly string[] {
  if (problems === undefined) return [];
  return typeof problems === "string" ? [problems] : problems;
}
