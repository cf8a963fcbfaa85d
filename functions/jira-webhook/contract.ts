import * as z from "zod";
import { defineContract, type SettingsOf } from "../shared/contract";

const name = z.string().min(1);

export const contract = defineContract({
  name: "jira-webhook",
  description: "Checks and queues Jira's deliveries",
  timeoutSeconds: 10,
  memoryMb: 256,
  settings: z.object({
    jira: z.object({
      projects: z.array(name).readonly(),
      statuses: z.object({ provision: name, stop: name, terminate: name }),
    }),
  }),
  variables: { QUEUE_URL: z.url(), WEBHOOK_SECRET_ID: name },
});

export type JiraWebhookSettings = SettingsOf<typeof contract>;
