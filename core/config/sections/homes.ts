import * as z from "zod";
import { at, type Cursor, number, numberOr } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import type { Parsed } from "../values/parsed";

/** Days after which EFS can move files to a cheaper class. */
const MOVE_DAYS = [1, 7, 14, 30, 60, 90, 180, 270, 365] as const;

export const homesSchema = z
  .strictObject({
    infrequentAfterDays: z
      .literal(MOVE_DAYS)
      .meta({
        description:
          "Days without use after which a file moves to the infrequent-access class; it comes back at its next use.",
      })
      .default(30),
    archiveAfterDays: z
      .literal(MOVE_DAYS.filter((days) => days >= 90))
      .meta({
        description: "Days without use after which a file moves to the archive class; never where absent.",
      })
      .optional(),
  })
  .meta({ description: "The file system of the homes." })
  .prefault({});

export type HomesConfig = Parsed<typeof homesSchema>;

const DEFAULTS: HomesConfig = homesSchema.parse({});

export function checkHomes(homes: Cursor): ProblemAtPath[] {
  const place = at(homes, "archiveAfterDays");
  const archive = number(place);
  const infrequent = numberOr(at(homes, "infrequentAfterDays"), DEFAULTS.infrequentAfterDays);
  if (archive === undefined || infrequent === undefined || archive > infrequent) return [];
  return [
    {
      path: place.path,
      message: `${archive} days are not more than the ${infrequent} of homes.infrequentAfterDays`,
      hint: "Choose more: a file is archived later than it moves to the infrequent-access class.",
    },
  ];
}
