import * as z from "zod";
import type { ScheduleRules } from "../../core/schedule/model";

const length = z.number().min(0);

export const dormancySchema = z.object({ afterDays: length, warnBeforeDays: length });

/** `ScheduleRules` as they stand in a function's `SETTINGS`. */
export const scheduleRulesSchema: z.ZodType<ScheduleRules> = z.object({
  offHoursMaxMinutes: length,
  keepMaxMinutes: length,
  warnBeforeMinutes: length,
  startLeadMinutes: length,
  idleStopMinutes: length,
  dormancy: dormancySchema.optional(),
});
