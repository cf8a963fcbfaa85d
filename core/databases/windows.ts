import { IANAZone } from "luxon";

/** Backup and maintenance windows of the databases, in UTC as RDS expects. */
export interface DatabaseWindows {
  /** Daily, such as `06:00-07:00`. */
  readonly backup: string;
  /** Weekly, such as `sun:07:30-sun:08:30`. */
  readonly maintenance: string;
}

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const DAY_MINUTES = 24 * 60;
/** Minutes after midnight on Sunday, in standard time: in summer both begin an hour later by local time. */
const BACKUP_AT = 60;
const MAINTENANCE_AT = 150;
const LENGTH = 60;
/** Minutes after midnight at which both windows are closed, in summer too. */
export const WINDOWS_END = MAINTENANCE_AT + LENGTH + 60;

/** Windows at night in that zone: the backup window every night, then, on Sunday, the maintenance window. */
export function databaseWindows(timezone: string): DatabaseWindows {
  const offset = standardOffset(timezone);
  const utc = (minutes: number) => mod(minutes - offset, 7 * DAY_MINUTES);
  return {
    backup: `${clock(utc(BACKUP_AT))}-${clock(utc(BACKUP_AT + LENGTH))}`,
    maintenance: `${dayAndClock(utc(MAINTENANCE_AT))}-${dayAndClock(utc(MAINTENANCE_AT + LENGTH))}`,
  };
}

/** Minutes ahead of UTC in winter, on either hemisphere; at most an hour less than in summer. */
function standardOffset(timezone: string): number {
  const zone = IANAZone.create(timezone);
  const offsets = [0, 6].map((month) => zone.offset(Date.UTC(2026, month, 1)));
  // Antarctica/Troll moves its clocks by two hours.
  return Math.max(Math.min(...offsets), Math.max(...offsets) - 60);
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function clock(minutes: number): string {
  const ofDay = minutes % DAY_MINUTES;
  return [Math.floor(ofDay / 60), ofDay % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

function dayAndClock(minutes: number): string {
  return `${DAYS[Math.floor(minutes / DAY_MINUTES)]}:${clock(minutes)}`;
}
