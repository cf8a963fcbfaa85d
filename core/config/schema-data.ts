import * as z from "zod";
import { parseTime } from "../schedule/times";
import { BACKUP, HOMES } from "./defaults";
import { quoted, ruled, whole } from "./rules";

/** Days that EFS knows for moving files to a cheaper class. */
const MOVE_DAYS = [1, 7, 14, 30, 60, 90, 180, 270, 365] as const;

export const homes = z
  .strictObject({
    infrequentAfterDays: z
      .literal([...MOVE_DAYS])
      .meta({
        description:
          "Days without use after which a file moves to the infrequent-access class; it comes back at its next use.",
      })
      .default(HOMES.infrequentAfterDays),
    archiveAfterDays: z
      .literal(MOVE_DAYS.filter((days) => days >= 90))
      .meta({
        description: "Days without use after which a file moves to the archive class; never where absent.",
      })
      .optional(),
  })
  .meta({ description: "The file system of the homes." })
  .prefault({});

const lock = z
  .strictObject({
    mode: z
      .enum(["none", "governance", "compliance"])
      .meta({
        description:
          "Who may take the vault's lock off: there is none; those with the right to; nobody, once graceDays are over.",
      })
      .default(BACKUP.lock.mode),
    minDays: whole(1, 36_500, 7, "A backup cannot be kept for less.").default(BACKUP.lock.minDays),
    maxDays: whole(1, 36_500, 365, "A backup cannot be kept for longer.").default(BACKUP.lock.maxDays),
    graceDays: whole(3, 36_500, 14, "Days in which a compliance lock can still be taken off.").default(
      BACKUP.lock.graceDays,
    ),
  })
  .meta({ description: "Keeps the vault's backups from being deleted before their time." })
  .prefault({});

export const backup = z
  .strictObject({
    at: ruled(z.string(), (value) =>
      parseTime(value, "start") === undefined
        ? { message: `${quoted(value)} is not a time of day`, hint: 'Write one such as "05:00", in quotes.' }
        : undefined,
    )
      .meta({
        description: "Time of day, in the default time zone, of the daily backup.",
        examples: ["05:00"],
      })
      .default(BACKUP.at),
    keepDays: whole(1, 36_500, 35, "Days that a backup is kept.").default(BACKUP.keepDays),
    coldAfterDays: whole(
      1,
      36_410,
      30,
      "Days after which a backup of homes moves to cold storage.",
    ).optional(),
    lock,
  })
  .meta({ description: "Daily backups of homes and databases, in a vault of their own." })
  .prefault({});
