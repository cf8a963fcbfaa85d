import * as z from "zod";
import type { JiraConfig } from "../../../core/config/model";

const name = z.string().min(1);

/** `JiraConfig` as it stands in a function's `SETTINGS`. */
export const jiraConfigSchema: z.ZodType<JiraConfig> = z.object({
  baseUrl: z.url(),
  projects: z.array(name),
  statuses: z.object({ provision: name, done: name, stop: name, terminate: name }),
  fields: z.object({
    client: name,
    developer: name,
    instanceType: name.optional(),
    os: name.optional(),
    autoStart: name.optional(),
    autoStop: name.optional(),
    timezone: name.optional(),
    schedule: name.optional(),
  }),
});
