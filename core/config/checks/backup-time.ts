import { WINDOWS_END } from "../../databases/windows";
import { parseTime } from "../../schedule/times";
import { at, type Cursor, entries, text } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";

/** AWS Backup starts no job of a database while its windows are open, nor in the hour before. */
export function checkBackupTime(file: Cursor): ProblemAtPath[] {
  const time = at(file, "backup", "at");
  const minutes = parseTime(text(time) ?? "", "start");
  if (minutes === undefined || minutes >= WINDOWS_END || entries(at(file, "databases")).length === 0)
    return [];
  const end = `${String(Math.floor(WINDOWS_END / 60)).padStart(2, "0")}:${String(WINDOWS_END % 60).padStart(2, "0")}`;
  return [
    {
      path: time.path,
      message: "RDS backs up and updates the databases at that time",
      hint: `Choose ${end} or later.`,
    },
  ];
}
