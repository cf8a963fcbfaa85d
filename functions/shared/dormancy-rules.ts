import * as z from "zod";

const days = z.number().min(0);

/** `DormancyRules` in a function's settings. */
export const dormancyRules = z.object({ afterDays: days, warnBeforeDays: days });
