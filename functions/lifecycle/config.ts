import * as z from "zod";
import type { LifecycleSettings } from "../../core/settings";
import { jsonVariable, parseEnv } from "../shared/env";
import { jiraConfigSchema } from "../shared/jira/config-schema";
import { scheduleRulesSchema } from "../shared/schedule-rules";

const settings: z.ZodType<LifecycleSettings> = z.object({
  project: z.string().min(1),
  rules: scheduleRulesSchema,
  jira: jiraConfigSchema.optional(),
});

const environment = z.object({
  SETTINGS: jsonVariable(settings),
  TABLE_NAME: z.string().min(1),
  TOPIC_ARN: z.string().min(1),
  /** These two are used only where the settings have a `jira`. */
  JIRA_SECRET_ID: z.string().default(""),
  QUEUE_URL: z.string().default(""),
});

/** Read once per cold start. @throws EnvironmentError */
export function readConfig() {
  const env = parseEnv(process.env, environment);
  return {
    settings: env.SETTINGS,
    tableName: env.TABLE_NAME,
    topicArn: env.TOPIC_ARN,
    jiraSecretId: env.JIRA_SECRET_ID,
    queueUrl: env.QUEUE_URL,
  };
}
