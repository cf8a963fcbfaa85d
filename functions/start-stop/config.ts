import * as z from "zod";
import type { StartStopSettings } from "../../core/settings";
import { jsonVariable, parseEnv } from "../shared/env";
import { scheduleRulesSchema } from "../shared/schedule-rules";

const settings: z.ZodType<StartStopSettings> = z.object({
  project: z.string().min(1),
  defaultTimezone: z.string().min(1),
  rules: scheduleRulesSchema,
  instanceTypes: z.array(z.string().min(1)),
});

const environment = z.object({ SETTINGS: jsonVariable(settings) });

/** Read once per cold start. @throws EnvironmentError */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): StartStopSettings {
  return parseEnv(env, environment).SETTINGS;
}
