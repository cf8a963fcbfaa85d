import * as z from "zod";
import {
  costCenter,
  instanceType,
  os,
  personName,
  project,
  region,
  slugText,
  ticket,
  timezone,
} from "./fields";
import { audit } from "./schema-audit";
import { backup, homes } from "./schema-data";
import { network } from "./schema-network";
import * as parts from "./schema-parts";
import { idleStop, scheduler } from "./schema-scheduler";
import { namedSchedule, ownSchedule } from "./schema-schedules";

const developer = z
  .strictObject({
    name: personName("The developer.", "john-smith"),
    instanceType: instanceType.optional(),
    os: os.optional(),
    timezone: timezone.optional(),
    rootVolumeGb: parts.rootVolumeGb.optional(),
    fallbackTypes: parts.fallbackTypes.optional(),
    hibernate: parts.hibernate.optional(),
    schedule: ownSchedule.optional(),
    idleStop: idleStop
      .meta({
        description:
          "Time without use after which the VM is stopped, or off; as its schedule says where absent.",
      })
      .optional(),
    jira: ticket.optional(),
    costCenter: costCenter.optional(),
  })
  .meta({ description: "A developer's VM for this client." });

const client = z
  .strictObject({
    name: personName("The client.", "ClientA"),
    costCenter: costCenter.optional(),
    developers: z.array(developer).meta({ description: "One entry a VM." }).default([]),
  })
  .meta({ description: "A client and its developers' VMs." });

/** The shape of `devvms.yaml`, and the rules that need no more than one value: what editors check as well. */
export const configSchema = z
  .strictObject({
    project: project.default("dev-vm"),
    environment: slugText("Value of the Environment tag.", "dev").default("dev"),
    region: region.default("us-east-1"),
    cell: slugText(
      "The deployment this file belongs to, where one account is not enough.",
      "cell-1",
    ).optional(),
    defaults: parts.defaults,
    schedules: z
      .record(z.string(), namedSchedule)
      .meta({ description: "Schedules by name; office-hours and always-on are built in." })
      .default({}),
    scheduler,
    network,
    databases: parts.databases,
    homes,
    backup,
    jira: parts.jira.optional(),
    policy: parts.policy,
    state: parts.state,
    deploy: parts.deploy,
    notices: parts.notices,
    audit,
    alarms: parts.alarms,
    clients: z.array(client).meta({ description: "Clients with their developers." }).default([]),
  })
  .meta({ title: "devvms.yaml", description: "Development VMs: settings, and an entry for each." });

/** The file's values once they fit the schema, with its defaults. */
export type ConfigInput = z.output<typeof configSchema>;
