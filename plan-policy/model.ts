import type { Plan } from "./plan";
import type { Resource } from "./resource";

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What is wrong with a resource; nothing where it is as it should be. */
export type Problems = string | readonly string[] | undefined;

/** What every resource of some types must be like. */
export interface Rule {
  /** Lowercase words with hyphens: what a waiver names. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Ids of the public checks that ask for the same: Checkov, Trivy, AWS Foundational Security Best Practices. */
  readonly scanners: readonly string[];
  readonly types: readonly string[];
  /** What would be right. */
  readonly remedy: string;
  check(resource: Resource, plan: Plan): Problems;
}

/** A resource that breaks a rule. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly scanners: readonly string[];
  readonly stack: string;
  readonly address: string;
  readonly wrong: string;
  readonly right: string;
}

export interface WaivedFinding extends Finding {
  readonly reason: string;
}
