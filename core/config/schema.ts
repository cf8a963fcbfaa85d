import { z } from "zod";
import { skipDateProblem } from "../schedule/validate";
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
import { ruled, scheduleText } from "./rules";
import * as parts from "./schema-parts";

const period = z
  .strictObject({
    days: z
      .string()
      .meta({
        description: "Days on which it starts.",
        examples: ["mon-fri", "sat,sun", "all", "mon#2", "fri#L"],
      })
      .default("all"),
    monthDays: z
      .string()
      .meta({ description: "Days of the month.", examples: ["1-15", "L"] })
      .optional(),
    months: z
      .string()
      .meta({ description: "Months.", examples: ["jan-mar"] })
      .optional(),
    start: z
      .string()
      .meta({ description: "Time to start at; absent: never started by schedule.", examples: ["08:00"] })
      .optional(),
    stop: z
      .string()
      .meta({ description: "Time to stop at; absent: never stopped by schedule.", examples: ["18:00"] })
      .optional(),
  })
  .meta({ description: "A stretch of running time, in wall-clock times of the schedule's zone." });

const namedSchedule = z
  .strictObject({
    timezone: timezone.meta({ description: "Time zone; each VM's own where absent." }).optional(),
    periods: z.array(period).meta({ description: "When VMs run: one period or several." }).default([]),
    skipDates: z
      .array(
        scheduleText(skipDateProblem, {
          description: "A date, or two with both included.",
          examples: ["2026-12-25", "2026-12-24/2027-01-01"],
        }),
      )
      .meta({ description: "Dates on which no period starts." })
      .default([]),
  })
  .meta({ description: "When VMs run." });

const ownSchedule = z
  .strictObject({
    timezone: timezone.optional(),
    periods: ruled(z.array(period), (periods) =>
      periods.length === 1
        ? undefined
        : {
            message: `a schedule of the VM's own has one period, and here are ${periods.length}`,
            hint: "Give the schedule a name under schedules, and write the name here.",
          },
    ).meta({ description: "The one period.", minItems: 1, maxItems: 1 }),
  })
  .meta({ description: "Hours of this VM alone." });

const developer = z
  .strictObject({
    name: personName("The developer.", "john-smith"),
    instanceType: instanceType.optional(),
    os: os.optional(),
    timezone: timezone.optional(),
    rootVolumeGb: parts.rootVolumeGb.optional(),
    schedule: z
      .union([z.string(), ownSchedule])
      .meta({ description: "Name of a schedule, or one period of the VM's own.", examples: ["office-hours"] })
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
    scheduler: parts.scheduler,
    network: parts.network,
    databases: parts.databases,
    jira: parts.jira.optional(),
    policy: parts.policy,
    state: parts.state,
    deploy: parts.deploy,
    alarms: parts.alarms,
    clients: z.array(client).meta({ description: "Clients with their developers." }).default([]),
  })
  .meta({ title: "devvms.yaml", description: "Development VMs: settings, and an entry for each." });

/** The file's values once they fit the schema, with its defaults. */
export type ConfigInput = z.output<typeof configSchema>;
export type PeriodInput = z.output<typeof period>;
