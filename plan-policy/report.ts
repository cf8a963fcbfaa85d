import type { Evaluation } from "./evaluate";
import { type Problem, SEVERITIES, type WaivedProblem } from "./model";

/** The report: counts by stack, then problems with their remedy, then waivers with their reason. */
export function report({ problems, waived, passed }: Evaluation): string {
  const stacks = Object.entries(passed).map(([stack, count]) => {
    const failed = problems.filter((one) => one.stack === stack).length;
    const excused = waived.filter((one) => one.stack === stack).length;
    return `${stack}: ${count} passed, ${failed} failed, ${excused} waived`;
  });
  return [...stacks, ...worstFirst(problems).map(failure), ...waived.map(excuse)].join("\n");
}

function worstFirst(problems: readonly Problem[]): readonly Problem[] {
  return SEVERITIES.flatMap((severity) => problems.filter((one) => one.severity === severity));
}

function failure(problem: Problem): string {
  return [
    "",
    `FAILED ${heading(problem)}`,
    `  ${problem.stack}: ${problem.address}`,
    `  problem: ${problem.message}`,
    `  fix: ${problem.remedy}`,
  ].join("\n");
}

function excuse(problem: WaivedProblem): string {
  return [
    "",
    `WAIVED ${heading(problem)}`,
    `  ${problem.stack}: ${problem.address}`,
    `  ${problem.message}: ${problem.reason}`,
  ].join("\n");
}

function heading({ severity, rule, scanners }: Problem): string {
  return `${severity} ${rule}${scanners.length > 0 ? ` (${scanners.join(", ")})` : ""}`;
}
