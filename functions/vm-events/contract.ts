import * as z from "zod";
import { defineContract, type SettingsOf } from "../shared/contract";

const name = z.string().min(1);

export const contract = defineContract({
  name: "vm-events",
  description: "Comments on tickets what happens to their VMs",
  timeoutSeconds: 120,
  memoryMb: 256,
  settings: z.object({
    project: name,
    region: name,
    /** Absent: no ticket system; nothing is announced. */
    jira: z.object({ baseUrl: z.url(), statuses: z.object({ provision: name, done: name }) }).optional(),
    /** Minutes after a launch or start by which the boot should have ended. */
    bootMinutes: z.number().positive(),
    /** Stops that are announced on tickets. */
    stopNotices: z.enum(["never", "exceptional", "always"]),
    /** For VMs without a time zone of their own. */
    defaultTimezone: name,
  }),
  variables: {
    TABLE_NAME: name,
    /** Used only where the settings have a `jira`. */
    JIRA_SECRET_ID: z.string().default(""),
  },
  timers: {
    sweep: {
      name: "vm-sweep",
      description: "Finds what events missed",
      expression: "rate(5 minutes)",
      input: { sweep: true },
    },
  },
});

export type VmEventsSettings = SettingsOf<typeof contract>;
