import type { CallsReport } from "./judge-calls";
import type { Deployed, Identity } from "./model";

interface PolicyStatement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
}

/** Actions that a role is allowed and did not use, by role. A pattern is used if any action matches it. */
export function unusedGrants(
  report: CallsReport,
  deployed: Deployed,
  roleNames: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const unused = new Map<string, readonly string[]>();
  for (const name of roleNames) {
    const role = deployed.role(name);
    if (!role) continue;
    const used = report.judged.filter(({ actor }) => actor === name).map(({ request }) => request.action);
    const idle = allowedActions(role).filter((action) => !used.some((one) => matches(action, one)));
    if (idle.length > 0) unused.set(name, idle);
  }
  return unused;
}

function allowedActions({ policies }: Identity): string[] {
  const statements = policies.flatMap(({ policy }) => {
    const { Statement } = policy as { Statement: PolicyStatement | readonly PolicyStatement[] };
    return [Statement].flat() as PolicyStatement[];
  });
  const allowed = statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action ?? []);
  return [...new Set(allowed)].sort();
}

function matches(pattern: string, action: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "i").test(action);
}
