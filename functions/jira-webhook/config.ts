import * as z from "zod";
import type { JiraWebhookSettings } from "../../core/settings";
import { jsonVariable, parseEnv } from "../shared/env";
import { jiraConfigSchema } from "../shared/jira/config-schema";

const settings: z.ZodType<JiraWebhookSettings> = z.object({ jira: jiraConfigSchema });

const environment = z.object({
  SETTINGS: jsonVariable(settings),
  QUEUE_URL: z.url(),
  WEBHOOK_SECRET_ID: z.string().min(1),
});

/** Read once per cold start. @throws EnvironmentError */
export function readConfig() {
  const env = parseEnv(process.env, environment);
  return { ...env.SETTINGS, queueUrl: env.QUEUE_URL, secretId: env.WEBHOOK_SECRET_ID };
}
