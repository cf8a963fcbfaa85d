import * as z from "zod";
import type { ProvisionSettings } from "../../core/settings";
import { OS_NAMES } from "../../core/vm/os";
import { jsonVariable, parseEnv } from "../shared/env";
import { dormancySchema } from "../shared/schedule-rules";

export interface ProvisionConfig {
  readonly settings: ProvisionSettings;
  readonly tableName: string;
  /** Secret with Jira's API credentials. */
  readonly jiraSecretId: string;
  /** Private subnets that VMs may be launched in, one a zone. */
  readonly subnetIds: readonly string[];
  readonly fileSystemId: string;
  /** Managed policy of every VM role. */
  readonly vmPolicyArn: string;
  /** Permissions boundary of every VM role. */
  readonly boundaryArn: string;
  /** KMS key of the volumes. */
  readonly volumesKeyArn: string;
}

const text = z.string().min(1);
const count = z.number().int().min(0);

const settings: z.ZodType<ProvisionSettings> = z.object({
  project: text,
  environment: text,
  defaults: z.object({
    instanceType: text,
    os: z.enum(OS_NAMES),
    timezone: text,
    schedule: text,
    rootVolumeGb: z.number().int().positive(),
    fallbackTypes: z.array(text),
    hibernate: z.boolean(),
  }),
  scheduleNames: z.array(text),
  idleStopMinutes: count,
  policy: z.object({
    instanceTypes: z.array(text).min(1),
    maxVmsPerClient: count,
    maxVmsPerDeveloper: count,
  }),
  dormancy: dormancySchema.optional(),
  jira: z.object({
    baseUrl: z.url(),
    projects: z.array(text),
    statuses: z.object({ provision: text, done: text, stop: text, terminate: text }),
    fields: z.object({
      client: text,
      developer: text,
      instanceType: text.optional(),
      os: text.optional(),
      autoStart: text.optional(),
      autoStop: text.optional(),
      timezone: text.optional(),
      schedule: text.optional(),
    }),
  }),
});

const environment = z
  .object({
    SETTINGS: jsonVariable(settings),
    TABLE_NAME: text,
    JIRA_SECRET_ID: text,
    SUBNET_IDS: text
      .transform((list) =>
        list
          .split(",")
          .map((id) => id.trim())
          .filter((id) => id !== ""),
      )
      .pipe(z.array(text).min(1)),
    FILE_SYSTEM_ID: text,
    VM_POLICY_ARN: text,
    BOUNDARY_ARN: text,
    VOLUMES_KEY_ARN: text,
  })
  .transform(
    (env): ProvisionConfig => ({
      settings: env.SETTINGS,
      tableName: env.TABLE_NAME,
      jiraSecretId: env.JIRA_SECRET_ID,
      subnetIds: env.SUBNET_IDS,
      fileSystemId: env.FILE_SYSTEM_ID,
      vmPolicyArn: env.VM_POLICY_ARN,
      boundaryArn: env.BOUNDARY_ARN,
      volumesKeyArn: env.VOLUMES_KEY_ARN,
    }),
  );

/** @throws EnvironmentError with every variable at fault */
export function provisionConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): ProvisionConfig {
  return parseEnv(env, environment as z.ZodType<ProvisionConfig>);
}
