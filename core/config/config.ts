import * as z from "zod";
import type { NamedSchedule, ScheduleRules } from "../schedule/model";
import { checkAddresses } from "./checks/addresses";
import { checkBackupTime } from "./checks/backup-time";
import { checkHibernation } from "./checks/hibernation";
import { checkInstanceTypes } from "./checks/instance-types";
import { checkLimits } from "./checks/limits";
import { checkOsSupport } from "./checks/os-support";
import { checkScheduleNames } from "./checks/schedule-names";
import { checkScheduleTimezones } from "./checks/schedule-timezones";
import { checkTicketProjects } from "./checks/ticket-projects";
import { at, type Cursor } from "./file/cursor";
import type { ProblemAtPath } from "./file/problem";
import { alarmsSchema } from "./sections/alarms";
import { auditSchema } from "./sections/audit";
import { backupSchema, checkBackup } from "./sections/backup";
import { type ClientConfig, checkClients, clientsSchema, resolveClients } from "./sections/clients/clients";
import { databasesSchema } from "./sections/databases";
import { type Defaults, defaultsSchema, resolveDefaults } from "./sections/defaults";
import { deploySchema } from "./sections/deploy";
import { generalSchemas } from "./sections/general";
import { checkHomes, homesSchema } from "./sections/homes";
import { checkJira, jiraSchema } from "./sections/jira";
import { checkNetwork } from "./sections/network/check-network";
import { type NetworkConfig, networkSchema, resolveNetwork } from "./sections/network/network";
import { noticesSchema } from "./sections/notices";
import { policySchema } from "./sections/policy";
import { resolveScheduler, schedulerSchema } from "./sections/scheduler";
import { checkSchedules, resolveSchedules, schedulesSchema } from "./sections/schedules";
import { checkState, resolveState, type StateConfig, stateSchema } from "./sections/state";
import type { Parsed } from "./values/parsed";

/** The shape of `devvms.yaml`, and the rules that need only one value: what editors check as well. */
export const configSchema = z
  .strictObject({
    ...generalSchemas,
    defaults: defaultsSchema,
    schedules: schedulesSchema,
    scheduler: schedulerSchema,
    network: networkSchema,
    databases: databasesSchema,
    homes: homesSchema,
    backup: backupSchema,
    jira: jiraSchema.optional(),
    policy: policySchema,
    state: stateSchema,
    deploy: deploySchema,
    notices: noticesSchema,
    audit: auditSchema,
    alarms: alarmsSchema,
    clients: clientsSchema,
  })
  .meta({ title: "devvms.yaml", description: "Development VMs: settings, and an entry for each." });

/** The values of a file that fits the schema, with its defaults. */
export type ConfigInput = z.output<typeof configSchema>;

/** Sections whose meaning is more than what was parsed. */
interface ResolvedSections {
  readonly defaults: Defaults;
  /** By name, the built-in ones included. */
  readonly schedules: Readonly<Record<string, NamedSchedule>>;
  readonly scheduler: ScheduleRules;
  readonly network: NetworkConfig;
  readonly state: StateConfig;
  readonly clients: readonly ClientConfig[];
}

/** `devvms.yaml` with every default filled in: what `main.ts` and the stacks work with. */
export interface Config extends Omit<Parsed<typeof configSchema>, keyof ResolvedSections>, ResolvedSections {}

/** The config that a checked file means. */
export function resolveConfig(input: ConfigInput): Config {
  const defaults = resolveDefaults(input.defaults);
  return {
    ...input,
    defaults,
    schedules: resolveSchedules(input.schedules),
    scheduler: resolveScheduler(input.scheduler),
    network: resolveNetwork(input.network),
    state: resolveState(input.state, input.region),
    clients: resolveClients(input.clients, defaults),
  };
}

type Check = (place: Cursor) => ProblemAtPath[];

/** By section: rules that compare several of its values. */
const SECTION_CHECKS: { readonly [section in keyof ConfigInput]?: Check } = {
  schedules: checkSchedules,
  network: checkNetwork,
  homes: checkHomes,
  backup: checkBackup,
  jira: checkJira,
  state: checkState,
  clients: checkClients,
};

/** Rules that compare several sections. */
const CHECKS: readonly Check[] = [
  checkLimits,
  checkInstanceTypes,
  checkHibernation,
  checkScheduleNames,
  checkScheduleTimezones,
  checkTicketProjects,
  checkAddresses,
  checkBackupTime,
];

/** All problems that the schema cannot find. Support of operating systems is judged only with `now`. */
export function checkConfig(file: Cursor, now: Date | undefined): ProblemAtPath[] {
  return [
    ...Object.entries(SECTION_CHECKS).flatMap(([section, check]) => check(at(file, section))),
    ...CHECKS.flatMap((check) => check(file)),
    ...(now ? checkOsSupport(file, now) : []),
  ];
}
