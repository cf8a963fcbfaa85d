import type { Person } from "../../../core/vm/names";
import type { OsName } from "../../../core/vm/os";

/** What the table holds about one (client, developer) with a VM by ticket. */
export interface VmRecord extends Person {
  /** Ticket that the VM belongs to. */
  readonly ticket: string;
  readonly uid: number;
  /** Rises with every change: a write is conditional on the revision that was read. */
  readonly revision: number;
  /** ISO instant. */
  readonly createdAt: string;
  /** Launch attempts, newest last. */
  readonly attempts: readonly LaunchAttempt[];
  /** `i-…`, as soon as EC2 has accepted a launch. */
  readonly instanceId?: string;
}

/**
 * All parameters of one `RunInstances`. It is stored before the call, and a repetition sends the very same: EC2
 * refuses a known token with other parameters.
 */
export interface LaunchAttempt {
  readonly token: string;
  readonly subnetId: string;
  readonly instanceType: string;
  readonly templateId: string;
  readonly templateVersion: string;
  readonly imageId: string;
  readonly os: OsName;
  readonly rootVolumeGb: number;
  readonly volumesKeyArn: string;
  /** Absent in records that are older than hibernation: false. */
  readonly hibernate?: boolean;
  readonly profileName: string;
  readonly tags: Readonly<Record<string, string>>;
  /** ISO instant. */
  readonly at: string;
  /** Why it made, or can make, no VM; absent: accepted, or not known. */
  readonly outcome?: string;
}

/** Attempts that a record keeps. */
const KEPT_ATTEMPTS = 12;
/**
 * After this time EC2 lists every instance that it has accepted: no instance then means that the attempt failed, or
 * that its instance is gone.
 */
const ATTEMPT_SETTLES_MS = 10 * 60_000;
/** Pause before another look at another worker's attempt: the deliveries of a message outlast the attempt. */
export const SETTLING_PAUSE_SECONDS = 4 * 60;

/** The attempt that may still make a VM, which the next try has to repeat. */
export function openAttempt(record: VmRecord, now: Date): LaunchAttempt | undefined {
  const last = record.attempts.at(-1);
  if (!last || last.outcome) return undefined;
  return now.getTime() - Date.parse(last.at) < ATTEMPT_SETTLES_MS ? last : undefined;
}

export function withAttempt(attempts: readonly LaunchAttempt[], attempt: LaunchAttempt): LaunchAttempt[] {
  return [...attempts, attempt].slice(-KEPT_ATTEMPTS);
}

export function withOutcome(
  attempts: readonly LaunchAttempt[],
  token: string,
  outcome: string,
): LaunchAttempt[] {
  return attempts.map((attempt) => (attempt.token === token ? { ...attempt, outcome } : attempt));
}
