import type { Period } from "../schedule/model";
import type { Person } from "../vm/names";
import type { OsName } from "../vm/os";

/**
 * A named schedule; or one of the VM's own in its `timezone`: a single period that its tags can say, or the text that
 * `printSchedule` makes of any other, without its zone.
 */
export type VmSchedule = { readonly name: string } | { readonly period: Period } | { readonly text: string };

/** One VM, wholly specified: an entry with its defaults, or a ticket. */
export interface VmSpec extends Person {
  readonly instanceType: string;
  readonly os: OsName;
  readonly rootVolumeGb: number;
  /** Instance types that stand in where there is no capacity, in order; never its own. */
  readonly fallbackTypes: readonly string[];
  /** Settled at the launch: EC2 does not change it later. */
  readonly hibernate: boolean;
  readonly timezone: string;
  readonly schedule: VmSchedule;
  /** Minutes without use after which the VM is stopped, 0: never; absent: as its schedule says, or the rules. */
  readonly idleStopMinutes?: number;
  /** Ticket key. */
  readonly jira?: string;
  readonly costCenter?: string;
}
