import type { Person } from "../../core/vm/names";
import type { OsName } from "../../core/vm/os";

/** What the table knows of one (client, developer) with a VM by ticket. */
export interface VmRecord extends Person {
  /** Ticket that the VM belongs to. */
  readonly ticket: string;
  readonly uid: number;
  /** Rises with every change: who writes names the one that was read. */
  readonly revision: number;
  /** ISO instant. */
  readonly createdAt: string;
  /** Launch attempts, newest last. */
  readonly attempts: readonly LaunchAttempt[];
  /** `i-…`, as soon as EC2 has accepted a launch. */
  readonly instanceId?: string;
}

/**
 * Everything that one `RunInstances` says. It is written down before the call, and a repetition says the very same:
 * EC2 refuses a token that comes back with other parameters.
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
  /** Absent in records from before VMs could: false. */
  readonly hibernate?: boolean;
  readonly profileName: string;
  readonly tags: Readonly<Record<string, string>>;
  /** ISO instant. */
  readonly at: string;
  /** Why nothing came or can come of it; absent: accepted, or not known. */
  readonly outcome?: string;
}

/** Attempts that a record keeps. */
const KEPT_ATTEMPTS = 12;
/**
 * After so long, EC2 shows what it has accepted to everybody: no instance then means that the attempt came to
 * nothing, or that its instance is gone.
 */
export const ATTEMPT_SETTLES_MS = 10 * 60_000;
/** Who waits for another's attempt waits so long between two looks: the deliveries of a message outlast it. */
export const SETTLING_PAUSE_SECONDS = 4 * 60;

/** The attempt that may still come to something, which a further try has to repeat. */
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
