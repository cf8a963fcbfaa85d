import type { Period } from "../schedule/model";
import type { Person } from "../vm/names";
import type { OsName } from "../vm/os";

/**
 * A named schedule; or the VM's own schedule in its `timezone`: a single period that its tags can express, or the text
 * of `printSchedule` for any other, without its zone.
 */
export type VmSchedule = { readonly name: string } | { readonly period: Period } | { readonly text: string };

/** The complete specification of one VM: an entry with its defaults, or a ticket. */
export interface VmSpec extends Person {
  readonly instanceType: string;
  readonly os: OsName;
  readonly rootVolumeGb: number;
  /** Instance types to use while there is no capacity, in order; never its own. */
  readonly fallbackTypes: readonly string[];
  /** Fixed at launch: EC2 does not change it later. */
  readonly hibernate: boolean;
  readonly timezone: string;
  readonly schedule: VmSchedule;
  /** Minutes without use after which the VM is stopped, 0: never; absent: as in its schedule, or in the rules. */
  readonly idleStopMinutes?: number;
  /** Ticket key. */
  readonly jira?: string;
  readonly costCenter?: string;
}
