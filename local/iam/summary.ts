import type { PermissionsReport } from "./check-permissions";
import type { TriedAttempt } from "./forbidden/try-attempts";
import type { JudgedRequest } from "./judge-calls";

/** The report in a few lines: how many requests were judged, by actor, and everything that failed. */
export function summary(report: PermissionsReport): string[] {
  const { judged, attempts, errors, calls } = report;
  const refused = judged.filter(({ verdict }) => !verdict.allowed);
  return [
    `${calls} calls: ${judged.length} different requests were judged, of which ${refused.length} were refused`,
    ...byActor(judged).map(
      ([actor, { allowed, refused: no }]) =>
        `  ${actor}: ${allowed} allowed${no > 0 ? `, ${no} REFUSED` : ""}`,
    ),
    ...[...report.unjudged].map(([who, { calls: n, why }]) => `  not judged: ${n} calls of ${who} (${why})`),
    ...refused.map(describeRefusal),
    ...errors.map((error) => `could not judge ${error}`),
    `${attempts.length} forbidden attempts, of which ${attempts.filter(({ held }) => held).length} were refused as required`,
    ...attempts.filter(({ held }) => !held).map(describeAttempt),
  ];
}

/** The whole report as text. */
export function details(report: PermissionsReport): string[] {
  const byWho = new Map<string, TriedAttempt[]>();
  for (const tried of report.attempts)
    byWho.set(tried.attempt.who, [...(byWho.get(tried.attempt.who) ?? []), tried]);
  return [
    "What must be refused:",
    ...[...byWho].flatMap(([who, attempts]) => [
      `  ${who} cannot`,
      ...attempts.map(
        ({ held, attempt }) => `    ${held ? "✓" : "✗"} ${attempt.cannot}${counterpart(attempt)}`,
      ),
    ]),
    "Allowed, but not used in this run (for information):",
    ...[...report.unused].map(([role, actions]) => `  ${role}: ${actions.join(", ")}`),
  ];
}

/** The whole report as JSON. */
export function asJson(report: PermissionsReport): string {
  const { calls, judged, errors, attempts } = report;
  const plain = {
    calls,
    errors,
    judged: judged.map(({ actor, request, verdict, calls: times, first }) => ({
      actor,
      ...request,
      ...verdict,
      calls: times,
      first,
    })),
    unjudged: Object.fromEntries(report.unjudged),
    attempts: attempts.map(({ attempt, held, refused, counterpartAllowed, because }) => ({
      who: attempt.who,
      cannot: attempt.cannot,
      action: attempt.request.action,
      resource: attempt.request.resource,
      ...(attempt.but ? { but: attempt.but.can } : {}),
      held,
      refused,
      counterpartAllowed,
      because,
    })),
    unused: Object.fromEntries(report.unused),
  };
  return `${JSON.stringify(plain, null, 2)}\n`;
}

/** All VMs are counted together, because they share one policy. */
function byActor(judged: readonly JudgedRequest[]) {
  const counts = new Map<string, { allowed: number; refused: number }>();
  for (const { actor, verdict } of judged) {
    const name = actor.includes(".") && !actor.endsWith(".amazonaws.com") ? "VMs" : actor;
    const count = counts.get(name) ?? { allowed: 0, refused: 0 };
    count[verdict.allowed ? "allowed" : "refused"] += 1;
    counts.set(name, count);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

function describeRefusal({ actor, request, verdict, first, calls }: JudgedRequest): string {
  const why = verdict.because.length > 0 ? `: ${verdict.because.join(", ")}` : "";
  return `refused: ${actor} ${request.action} on ${request.resource} (${verdict.result}${why}), ${calls} times, first in ${first}`;
}

function describeAttempt({ attempt, refused, because }: TriedAttempt): string {
  const { who, cannot, but } = attempt;
  if (!refused) return `NOT REFUSED: ${who} can ${cannot} (${because.join(", ")})`;
  return `refused for another reason: ${who} cannot ${cannot}, but it cannot ${but?.can} either`;
}

function counterpart({ but }: TriedAttempt["attempt"]): string {
  return but ? ` (but can ${but.can})` : "";
}
