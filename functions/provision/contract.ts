import * as z from "zod";
import { OS_NAMES } from "../../core/vm/os";
import { defineContract, type SettingsOf } from "../shared/contract";
import { dormancyRules } from "../shared/dormancy-rules";

const name = z.string().min(1);
const count = z.number().int().min(0);

/** Times that a ticket's message is delivered before it goes to the dead-letter queue: some 45 minutes. */
export const TICKET_DELIVERIES = 10;

export const contract = defineContract({
  name: "provision",
  description: "Makes, stops and removes the VMs that tickets ask for",
  timeoutSeconds: 300,
  memoryMb: 512,
  settings: z.object({
    project: name,
    environment: name,
    defaults: z.object({
      instanceType: name,
      os: z.enum(OS_NAMES),
      timezone: name,
      schedule: name,
      rootVolumeGb: z.number().int().positive(),
      fallbackTypes: z.array(name).readonly(),
      hibernate: z.boolean(),
    }),
    /** Names that a ticket may give as its schedule. */
    scheduleNames: z.array(name).readonly(),
    /** Of VMs whose schedule does not say otherwise; 0: never. */
    idleStopMinutes: count,
    policy: z.object({
      instanceTypes: z.array(name).min(1).readonly(),
      maxVmsPerClient: count,
      maxVmsPerDeveloper: count,
    }),
    /** When a VM counts as unused; absent: none is removed for that. */
    dormancy: dormancyRules.optional(),
    jira: z.object({
      baseUrl: z.url(),
      projects: z.array(name).readonly(),
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
    }),
  }),
  variables: {
    TABLE_NAME: name,
    /** Secret with Jira's API credentials. */
    JIRA_SECRET_ID: name,
    /** Private subnets that VMs may be launched in, one a zone, joined by commas. */
    SUBNET_IDS: name
      .transform((list) =>
        list
          .split(",")
          .map((id) => id.trim())
          .filter((id) => id !== ""),
      )
      .pipe(z.array(name).min(1)),
    FILE_SYSTEM_ID: name,
    /** Managed policy of every VM role. */
    VM_POLICY_ARN: name,
    /** Permissions boundary of every VM role. */
    BOUNDARY_ARN: name,
    /** KMS key of the volumes. */
    VOLUMES_KEY_ARN: name,
  },
});

export type ProvisionSettings = SettingsOf<typeof contract>;
