/** A time span in which a VM runs; `start` and `stop` are wall-clock `HH:MM` in the schedule's zone. */
export interface Period {
  /** `mon-fri`, `sat,sun`, `fri-mon`, `all`, `mon#2`, `fri#L`: local dates on which the period starts. */
  readonly days: string;
  /** `1-15`, `L`; absent: every one. */
  readonly monthDays?: string;
  /** `jan-mar`; absent: every one. */
  readonly months?: string;
  /** `00:00` to `23:59`; absent: never started by schedule. Equal to `stop`: 24 hours. */
  readonly start?: string;
  /** `00:00` to `24:00`; absent: never stopped by schedule. At or before `start`: on the next day. */
  readonly stop?: string;
}

/** When a VM runs. */
export interface Schedule {
  /** IANA name, old links (`US/Eastern`) included. */
  readonly timezone: string;
  readonly periods: readonly Period[];
  /** ISO local dates, or `from/to`, on which no period starts. */
  readonly skipDates: readonly string[];
}

/** A schedule of the config: without a zone, it applies in each VM's zone. */
export interface NamedSchedule {
  readonly timezone?: string;
  readonly periods: readonly Period[];
  readonly skipDates: readonly string[];
  /** Minutes without use after which its VMs are stopped, 0: never; absent: as in `ScheduleRules`. */
  readonly idleStopMinutes?: number;
}

/** The data of a VM in a `DescribeInstances` response. */
export interface VmView {
  readonly id: string;
  /** EC2's state name: `pending`, `running`, `stopping`, `stopped`, `shutting-down`, `terminated`. */
  readonly state: string;
  readonly launchTime: Date;
  /** `StateReason.Code`, such as `Client.UserInitiatedShutdown`. */
  readonly stateReasonCode?: string;
  /** `StateTransitionReason`, such as `User initiated (2026-03-02 18:00:04 GMT)`. */
  readonly stateTransitionReason?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Rules for starts and stops in addition to schedules. */
export interface RunningRules {
  /** Minutes that a VM started outside its periods may run. @default 240 */
  readonly offHoursMaxMinutes: number;
  /** Minutes that `KeepUntil` may be ahead; a later one has no effect, and is reported. @default 10080, 7 days */
  readonly keepMaxMinutes: number;
  /** Minutes before a stop at which users on the VM are warned; 0: never. @default 15 */
  readonly warnBeforeMinutes: number;
  /** Minutes by which a large fleet's starts may be early. @default 0 */
  readonly startLeadMinutes: number;
}

/** The config's `scheduler` section. */
export interface ScheduleRules extends RunningRules {
  /**
   * Minutes without use after which a VM is stopped, if neither it nor its schedule has a value; 0: never. @default 0
   */
  readonly idleStopMinutes: number;
  /** Absent: unused VMs stay. */
  readonly dormancy?: DormancyRules;
}

/** Rules for unused VMs. */
export interface DormancyRules {
  /** Days without use after which a VM is removed. @default 30 */
  readonly afterDays: number;
  /** Days before the removal at which users are warned. @default 7 */
  readonly warnBeforeDays: number;
}

export type Action = "start" | "stop" | "none";

export interface Decision {
  readonly action: Action;
  /** One of a fixed set of words, for metrics and users: see `REASONS` in `decide.ts`. */
  readonly reason: string;
  /** The start or stop instant of this decision, or null if the schedule has no opinion. */
  readonly boundary: Date | null;
  /** The next start or stop instant after now, or null if there is none within a year. */
  readonly next: Date | null;
}

/** The config's named schedules. */
export type SchedulesByName = Readonly<Record<string, NamedSchedule>>;
