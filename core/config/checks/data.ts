import { WINDOWS_END } from "../../databases/windows";
import { parseTime } from "../../schedule/times";
import { at, type Cursor, entries, number, text } from "../cursor";
import { BACKUP, HOMES } from "../defaults";
import type { Finding } from "../finding";

/** AWS Backup keeps what it has moved to cold storage for at least so long. */
const COLD_DAYS = 90;

/** How long backups are kept and files stay in their class, each limit against the others. */
export function dataFindings(file: Cursor): Finding[] {
  return [...archiveFindings(file), ...coldFindings(file), ...lockFindings(file), ...timeFindings(file)];
}

function archiveFindings(file: Cursor): Finding[] {
  const archive = at(file, "homes", "archiveAfterDays");
  const infrequent = numberAt(at(file, "homes", "infrequentAfterDays"), HOMES.infrequentAfterDays);
  if (typeof archive.value !== "number" || infrequent === undefined || archive.value > infrequent) return [];
  return [
    {
      path: archive.path,
      message: `${archive.value} days are not more than the ${infrequent} of homes.infrequentAfterDays`,
      hint: "A file is archived later than it moves to the infrequent-access class.",
    },
  ];
}

function coldFindings(file: Cursor): Finding[] {
  const cold = at(file, "backup", "coldAfterDays");
  const keep = numberAt(at(file, "backup", "keepDays"), BACKUP.keepDays);
  if (typeof cold.value !== "number" || keep === undefined || keep >= cold.value + COLD_DAYS) return [];
  return [
    {
      path: cold.path,
      message: `what is moved after ${cold.value} days is gone before its ${COLD_DAYS} days in cold storage are over`,
      hint: `Keep backups for at least ${cold.value + COLD_DAYS} days (backup.keepDays), or leave this out.`,
    },
  ];
}

/** The vault refuses backups that are to be kept for a time outside its lock's limits. */
function lockFindings(file: Cursor): Finding[] {
  const lock = at(file, "backup", "lock");
  if (text(at(lock, "mode")) === "none") return [];
  const keep = at(file, "backup", "keepDays");
  const days = numberAt(keep, BACKUP.keepDays);
  const least = numberAt(at(lock, "minDays"), BACKUP.lock.minDays);
  const most = numberAt(at(lock, "maxDays"), BACKUP.lock.maxDays);
  if (days === undefined || least === undefined || most === undefined) return [];
  if (days >= least && days <= most) return [];
  return [
    {
      path: keep.value === undefined ? lock.path : keep.path,
      message: `backups kept for ${days} days are outside the lock's ${least} to ${most}`,
      hint: "Change backup.keepDays, or minDays and maxDays of backup.lock.",
    },
  ];
}

/** AWS Backup starts no job of a database while its windows are open, nor in the hour before. */
function timeFindings(file: Cursor): Finding[] {
  const time = at(file, "backup", "at");
  const minutes = parseTime(text(time) ?? "", "start");
  if (minutes === undefined || minutes >= WINDOWS_END || entries(at(file, "databases")).length === 0)
    return [];
  const end = `${String(Math.floor(WINDOWS_END / 60)).padStart(2, "0")}:${String(WINDOWS_END % 60).padStart(2, "0")}`;
  return [
    {
      path: time.path,
      message: "RDS backs the databases up and updates them at that time of the night",
      hint: `Choose ${end} or later.`,
    },
  ];
}

/** Undefined where the file has something else, which the schema tells. */
function numberAt(place: Cursor, otherwise: number): number | undefined {
  return place.value === undefined ? otherwise : number(place);
}
