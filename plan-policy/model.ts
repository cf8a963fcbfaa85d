import type { Plan } from "./plan";
import type { Resource } from "./resource";

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The messages of a rule about one resource; undefined if the resource satisfies it. */
export type Violations = string | readonly string[] | undefined;

/** A requirement for every resource of some types. */
export interface Rule {
  /** Lowercase words with hyphens: the name in waivers. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Ids of the corresponding public checks: Checkov, Trivy, AWS Foundational Security Best Practices. */
  readonly scanners: readonly string[];
  readonly types: readonly string[];
  /** How to fix it. */
  readonly remedy: string;
  check(resource: Resource, plan: Plan): Violations;
}

/** A resource that violates a rule. */
export interface Problem {
  readonly rule: string;
  readonly severity: Severity;
  readonly scanners: readonly string[];
  readonly stack: string;
  readonly address: string;
  readonly message: string;
  readonly remedy: string;
}

export interface WaivedProblem extends Problem {
  readonly reason: string;
}
