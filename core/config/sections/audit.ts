import * as z from "zod";
import { integer } from "../values/integer";
import type { Parsed } from "../values/parsed";
import { RETENTION_DAYS } from "../values/retention-days";

export const auditSchema = z
  .strictObject({
    lockMode: z
      .enum(["governance", "compliance"])
      .meta({
        description:
          "Who may shorten the lock on the trail's files: principals with a permission of its own (governance), or no principal, root included (compliance).",
      })
      .default("governance"),
    lockDays: integer(
      1,
      36_500,
      365,
      "Days in which no file of the trail can be changed or deleted.",
    ).default(365),
    logDays: z
      .literal(RETENTION_DAYS.filter((days) => days >= 90))
      .meta({ description: "Days that the trail and the sessions are kept in CloudWatch Logs." })
      .default(365),
    guardDuty: z
      .boolean()
      .meta({
        description:
          "Create a GuardDuty detector. An account has one in a Region: only where no other deployment or organization creates it.",
      })
      .default(false),
    accessAnalyzer: z
      .boolean()
      .meta({ description: "Create an analyzer that reports resources shared with other accounts." })
      .default(true),
  })
  .meta({ description: "The trail, the log of sessions, and detection." })
  .prefault({});

export type AuditConfig = Parsed<typeof auditSchema>;
