import * as z from "zod";
import { defineContract, type SettingsOf } from "../shared/contract";
import { dormancyRules } from "../shared/dormancy-rules";

const name = z.string().min(1);

export const contract = defineContract({
  name: "lifecycle",
  description: "Warns of unused VMs, and has them removed",
  timeoutSeconds: 900,
  memoryMb: 512,
  settings: z.object({
    project: name,
    /** Absent: unused VMs stay. */
    dormancy: dormancyRules.optional(),
    /** Absent: no ticket system; all VMs belong to the config, and are only reported. */
    jira: z.object({ baseUrl: z.url() }).optional(),
  }),
  variables: {
    TABLE_NAME: name,
    TOPIC_ARN: name,
    /** These two are used only where the settings have a `jira`. */
    JIRA_SECRET_ID: z.string().default(""),
    QUEUE_URL: z.string().default(""),
  },
  timers: {
    timer: {
      name: "lifecycle",
      description: "Looks for unused VMs once a day",
      // Within the working day from Europe to America, so that users can react to a warning.
      expression: "cron(0 13 * * ? *)",
      input: {},
    },
  },
});

export type LifecycleSettings = SettingsOf<typeof contract>;
