import * as z from "zod";
import { parseTime } from "../../schedule/times";
import { at, type Cursor, number, numberOr, text } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { quoted } from "../file/quoted";
import { integer } from "../values/integer";
import type { Parsed } from "../values/parsed";
import { withRule } from "../values/with-rule";

const lockSchema = z
  .strictObject({
    mode: z
      .enum(["none", "governance", "compliance"])
      .meta({
        description:
          "Who may remove the vault's lock: there is no lock; principals with the permission; no principal, once graceDays are over.",
      })
      .default("governance"),
    minDays: integer(1, 36_500, 7, "A backup cannot be kept for less.").default(7),
    maxDays: integer(1, 36_500, 365, "A backup cannot be kept for longer.").default(365),
    graceDays: integer(3, 36_500, 14, "Days in which a compliance lock can still be removed.").default(14),
  })
  .meta({ description: "Keeps the vault's backups from being deleted before their time." })
  .prefault({});

export const backupSchema = z
  .strictObject({
    at: withRule(z.string(), (value) =>
      parseTime(value, "start") === undefined
        ? { message: `${quoted(value)} is not a time of day`, hint: 'Write one such as "05:00", in quotes.' }
        : undefined,
    )
      .meta({
        description: "Time of day, in the default time zone, of the daily backup.",
        examples: ["05:00"],
      })
      .default("05:00"),
    keepDays: integer(1, 36_500, 35, "Days that a backup is kept.").default(35),
    coldAfterDays: integer(
      1,
      36_410,
      30,
      "Days after which a backup of homes moves to cold storage.",
    ).optional(),
    lock: lockSchema,
  })
  .meta({ description: "Daily backups of homes and databases, in a vault of their own." })
  .prefault({});

export type BackupConfig = Parsed<typeof backupSchema>;

const DEFAULTS: BackupConfig = backupSchema.parse({});

/** AWS Backup keeps a backup in cold storage for at least so long. */
const COLD_DAYS = 90;

export function checkBackup(backup: Cursor): ProblemAtPath[] {
  return [...checkColdStorage(backup), ...checkLock(backup)];
}

function checkColdStorage(backup: Cursor): ProblemAtPath[] {
  const place = at(backup, "coldAfterDays");
  const cold = number(place);
  const keep = numberOr(at(backup, "keepDays"), DEFAULTS.keepDays);
  if (cold === undefined || keep === undefined || keep >= cold + COLD_DAYS) return [];
  return [
    {
      path: place.path,
      message: `a backup that is moved after ${cold} days expires before its ${COLD_DAYS} days in cold storage are over`,
      hint: `Keep backups for at least ${cold + COLD_DAYS} days (backup.keepDays), or remove this.`,
    },
  ];
}

/** The vault refuses backups whose retention is outside its lock's limits. */
function checkLock(backup: Cursor): ProblemAtPath[] {
  const lock = at(backup, "lock");
  if (text(at(lock, "mode")) === "none") return [];
  const keep = at(backup, "keepDays");
  const days = numberOr(keep, DEFAULTS.keepDays);
  const least = numberOr(at(lock, "minDays"), DEFAULTS.lock.minDays);
  const most = numberOr(at(lock, "maxDays"), DEFAULTS.lock.maxDays);
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
