import * as z from "zod";
import { AUDIT } from "./defaults";
import { LOG_DAYS } from "./model";
import { whole } from "./rules";

export const audit = z
  .strictObject({
    lockMode: z
      .enum(["governance", "compliance"])
      .meta({
        description:
          "Who may shorten the lock on the trail's files: those with a right of its own (governance), or nobody, root included (compliance).",
      })
      .default(AUDIT.lockMode),
    lockDays: whole(1, 36_500, 365, "Days that nobody can delete or change a file of the trail.").default(
      AUDIT.lockDays,
    ),
    logDays: z
      .literal(LOG_DAYS)
      .meta({ description: "Days that the trail and the sessions are kept in CloudWatch Logs." })
      .default(AUDIT.logDays),
    guardDuty: z
      .boolean()
      .meta({
        description:
          "Make a GuardDuty detector. An account has one in a Region: only where nothing else makes it.",
      })
      .default(AUDIT.guardDuty),
    accessAnalyzer: z
      .boolean()
      .meta({ description: "Look for what is shared with other accounts." })
      .default(AUDIT.accessAnalyzer),
  })
  .meta({ description: "The trail, the log of sessions, and detection." })
  .prefault({});
