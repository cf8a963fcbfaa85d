import * as z from "zod";
import { fallbackTypesFor } from "../../../vm/instance-types";
import type { VmSpec } from "../../../vm-spec/vm-spec";
import { at, type Cursor } from "../../file/cursor";
import { duplicatesOf } from "../../file/duplicates";
import { formatPath } from "../../file/path";
import type { ProblemAtPath } from "../../file/problem";
import { minutesOf } from "../../values/duration";
import { instanceType } from "../../values/instance-type";
import { matching } from "../../values/matching";
import { os, osNameOf } from "../../values/os";
import { timezone } from "../../values/timezone";
import { type Defaults, fallbackTypes, hibernate, rootVolumeGb } from "../defaults";
import { idleStop } from "../scheduler";
import { checkNames } from "./check-names";
import { entriesOf } from "./entries";
import { checkOwnSchedule, ownScheduleSchema, resolveOwnSchedule } from "./own-schedule";

/** The longest that keeps every AWS name derived from it readable, of characters that IAM accepts in tag values. */
const NAME = /^(?=.{1,64}$)(?=.*[\p{L}\p{N}])[\p{L}\p{N}_.@+-]+(?: [\p{L}\p{N}_.@+-]+)*$/u;

const nameText = (description: string, example: string) =>
  matching(
    NAME,
    "a name that AWS tags can hold",
    "Use letters, digits, single spaces and . _ - @ +, at most 64 characters.",
    { description, examples: [example] },
  );

const costCenter = matching(
  /^(?=.{1,128}$)[\p{L}\p{N}_.:/=+@-]+(?: [\p{L}\p{N}_.:/=+@-]+)*$/u,
  "a text that AWS tags can hold",
  "Use letters, digits, single spaces and . _ - : / = + @, at most 128 characters.",
  { description: "Who pays: the value of the CostCenter tag.", examples: ["CC-1001"] },
);

const ticket = matching(
  /^[A-Z][A-Z0-9_]+-[1-9]\d*$/,
  "the key of a ticket",
  "Write project and number, such as INFRA-123.",
  { description: "Ticket that requested the VM.", examples: ["INFRA-123"] },
);

const developerSchema = z
  .strictObject({
    name: nameText("The developer.", "john-smith"),
    instanceType: instanceType.optional(),
    os: os.optional(),
    timezone: timezone.optional(),
    rootVolumeGb: rootVolumeGb.optional(),
    fallbackTypes: fallbackTypes.optional(),
    hibernate: hibernate.optional(),
    schedule: ownScheduleSchema.optional(),
    idleStop: idleStop
      .meta({
        description:
          "Time without use after which the VM is stopped, or off; where absent, that of its schedule.",
      })
      .optional(),
    jira: ticket.optional(),
    costCenter: costCenter.optional(),
  })
  .meta({ description: "A developer's VM for this client." });

const clientSchema = z
  .strictObject({
    name: nameText("The client.", "ClientA"),
    costCenter: costCenter.optional(),
    developers: z.array(developerSchema).meta({ description: "One entry a VM." }).default([]),
  })
  .meta({ description: "A client and its developers' VMs." });

export const clientsSchema = z
  .array(clientSchema)
  .meta({ description: "Clients with their developers." })
  .default([]);

type ClientInput = z.output<typeof clientSchema>;

export interface ClientConfig {
  readonly name: string;
  readonly costCenter?: string;
  readonly developers: readonly VmSpec[];
}

/** Every entry with the defaults for what it does not set. */
export function resolveClients(clients: readonly ClientInput[], defaults: Defaults): ClientConfig[] {
  return clients.map((client) => ({
    ...client,
    developers: client.developers.map((entry) => resolveVm(client, entry, defaults)),
  }));
}

function resolveVm(
  client: ClientInput,
  entry: ClientInput["developers"][number],
  defaults: Defaults,
): VmSpec {
  const { schedule, timezone: ownTimezone } = resolveOwnSchedule(entry.schedule ?? defaults.schedule);
  const type = entry.instanceType ?? defaults.instanceType;
  const payer = entry.costCenter ?? client.costCenter;
  return {
    client: client.name,
    developer: entry.name,
    instanceType: type,
    os: entry.os === undefined ? defaults.os : osNameOf(entry.os),
    rootVolumeGb: entry.rootVolumeGb ?? defaults.rootVolumeGb,
    fallbackTypes: fallbackTypesFor(type, entry.fallbackTypes ?? defaults.fallbackTypes),
    hibernate: entry.hibernate ?? defaults.hibernate,
    timezone: ownTimezone ?? entry.timezone ?? defaults.timezone,
    schedule,
    ...(entry.idleStop === undefined ? {} : { idleStopMinutes: minutesOf(entry.idleStop) }),
    ...(entry.jira === undefined ? {} : { jira: entry.jira }),
    ...(payer === undefined ? {} : { costCenter: payer }),
  };
}

export function checkClients(clients: Cursor): ProblemAtPath[] {
  const entries = entriesOf(clients);
  return [
    ...checkNames(clients),
    ...entries.flatMap((entry) => checkOwnSchedule(at(entry, "schedule"))),
    ...checkTickets(entries.map((entry) => at(entry, "jira"))),
  ];
}

function checkTickets(tickets: readonly Cursor[]): ProblemAtPath[] {
  return duplicatesOf(tickets, (key) => key.toLowerCase()).map(({ place, text, first }) => ({
    path: place.path,
    message: `the ticket ${text} already belongs to ${formatPath(first.place.path)}`,
    hint: "One ticket, one VM: open a ticket for this one, or remove the key.",
  }));
}
