import type { Verdict } from "./evaluate";
import { type Finding, SEVERITIES, type WaivedFinding } from "./model";

/** What a scanner prints: counts by stack, then what fails with its remedy, then what is waived and why. */
export function report({ findings, waived, passed }: Verdict): string {
  const stacks = Object.entries(passed).map(([stack, count]) => {
    const failed = findings.filter((one) => one.stack === stack).length;
    const excused = waived.filter((one) => one.stack === stack).length;
    return `${stack}: ${count} passed, ${failed} failed, ${excused} waived`;
  });
  return [...stacks, ...worstFirst(findings).map(failure), ...waived.map(excuse)].join("\n");
}

function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((one) => one.severity === severity));
}

function failure(finding: Finding): string {
  return [
    "",
    `FAILED ${heading(finding)}`,
    `  ${finding.stack}: ${finding.address}`,
    `  wrong: ${finding.wrong}`,
    `  right: ${finding.right}`,
  ].join("\n");
}

function excuse(finding: WaivedFinding): string {
  return [
    "",
    `WAIVED ${heading(finding)}`,
    `  ${finding.stack}: ${finding.address}`,
    `  ${finding.wrong}: ${finding.reason}`,
  ].join("\n");
}

function heading({ severity, rule, scanners }: Finding): string {
  return `${severity} ${rule}${scanners.length > 0 ? ` (${scanners.join(", ")})` : ""}`;
}
