import * as z from "zod";
import { defineContract, type SettingsOf } from "../shared/contract";

const name = z.string().min(1);
const minutes = z.number().min(0);

export const contract = defineContract({
  name: "start-stop",
  description: "Starts and stops VMs by their schedules",
  // A run ends before the next one begins.
  timeoutSeconds: 240,
  memoryMb: 512,
  settings: z.object({
    project: name,
    defaultTimezone: name,
    rules: z.object({
      offHoursMaxMinutes: minutes,
      keepMaxMinutes: minutes,
      warnBeforeMinutes: minutes,
      startLeadMinutes: minutes,
    }),
    /** The policy's: no tag can give a VM another one. */
    instanceTypes: z.array(name).readonly(),
  }),
  variables: {},
  timers: {
    timer: {
      name: "start-stop",
      description: "Schedules are looked at every five minutes",
      expression: "rate(5 minutes)",
      input: { scheduledTime: "<aws.scheduler.scheduled-time>" },
    },
  },
});

export type StartStopSettings = SettingsOf<typeof contract>;
