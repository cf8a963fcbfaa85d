import * as z from "zod";
import type { VmEventsSettings } from "../../core/settings";
import { jsonVariable, parseEnv } from "../shared/env";
import { jiraConfigSchema } from "../shared/jira/config-schema";

const settings: z.ZodType<VmEventsSettings> = z.object({
  project: z.string().min(1),
  region: z.string().min(1),
  jira: jiraConfigSchema.optional(),
  bootMinutes: z.number().positive(),
  stopNotices: z.enum(["never", "exceptional", "always"]),
  defaultTimezone: z.string().min(1),
});

const environment = z.object({
  SETTINGS: jsonVariable(settings),
  TABLE_NAME: z.string().min(1),
  /** Used only where the settings have a `jira`. */
  JIRA_SECRET_ID: z.string().default(""),
});

/** Read once per cold start. @throws EnvironmentError */
export function readConfig() {
  const env = parseEnv(process.env, environment);
  return { settings: env.SETTINGS, tableName: env.TABLE_NAME, jiraSecretId: env.JIRA_SECRET_ID };
}
