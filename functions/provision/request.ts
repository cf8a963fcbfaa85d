import { timezoneProblem } from "../../core/schedule/validate";
import { fallbackTypesFor, fitsHibernation } from "../../core/vm/instance-types";
import { isReservedLogin } from "../../core/vm/logins";
import { isPastSupport, OPERATING_SYSTEMS, osByName, parseOs } from "../../core/vm/os";
import type { VmSpec } from "../../core/vm-spec/vm-spec";
import type { Problem } from "../shared/comments/refused";
import { fieldText } from "../shared/jira/fields";
import type { JiraIssue } from "../shared/jira/model";
import type { ProvisionSettings } from "./contract";
import { type Report, requestedSchedule } from "./requested-schedule";
import type { KnownClient } from "./store";

export interface RequestInput {
  readonly issue: Pick<JiraIssue, "key" | "fields">;
  readonly settings: ProvisionSettings;
  /** The client that the issue names, when the config has it. */
  readonly client: KnownClient | undefined;
  readonly now: Date;
}

export type Request =
  | { readonly spec: VmSpec; readonly warnings: readonly string[] }
  | { readonly problems: readonly Problem[] };

type Fields = Readonly<Record<keyof ProvisionSettings["jira"]["fields"], string | undefined>>;

/** EC2 and IAM tag values take these alike; IAM is the stricter one. */
const SAFE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} .@_+=-]{0,62}$/u;

/** A VM as the issue asks for it, defaults filled in; or everything that is wrong with the issue. */
export function parseRequest({ issue, settings, client, now }: RequestInput): Request {
  const fields = requestFields(issue, settings);
  const problems: Problem[] = [];
  const report = (what: string, found: string, expected: string) => problems.push({ what, found, expected });

  if (!fields.client) report("Client", "the field is empty", "the name of a client of the config file");
  else if (!client)
    report(
      "Client",
      `"${fields.client}" is not in the config file`,
      "a client that is, or one added to it first",
    );
  checkDeveloper(fields.developer, report);

  const instanceType = fields.instanceType?.toLowerCase() ?? settings.defaults.instanceType;
  if (!settings.policy.instanceTypes.includes(instanceType)) {
    report(
      "Instance type",
      `"${instanceType}" is not offered`,
      `one of ${settings.policy.instanceTypes.join(", ")}`,
    );
  }
  const os = fields.os ? parseOs(fields.os) : settings.defaults.os;
  if (!os)
    report(
      "Operating system",
      `"${fields.os}" is not known`,
      `one of ${OPERATING_SYSTEMS.map(({ name }) => name).join(", ")}`,
    );

  const { schedule, timezone } = requestedSchedule(fields, settings, report);
  const zone = timezone ?? fields.timezone ?? settings.defaults.timezone;
  const badZone = timezoneProblem(zone);
  if (badZone) report("Timezone", badZone.message, badZone.hint);

  const { rootVolumeGb } = settings.defaults;
  if (problems.length > 0 || !client || !fields.developer || !os) return { problems };
  return {
    spec: {
      client: client.name,
      developer: fields.developer,
      instanceType,
      os,
      rootVolumeGb,
      fallbackTypes: fallbackTypesFor(instanceType, settings.defaults.fallbackTypes),
      hibernate: settings.defaults.hibernate && fitsHibernation(instanceType, rootVolumeGb),
      timezone: zone,
      schedule,
      jira: issue.key,
      ...(client.costCenter ? { costCenter: client.costCenter } : {}),
    },
    warnings: isPastSupport(os, now)
      ? [`${os} has been without its vendor's standard support since ${osByName(os).supportedUntil}.`]
      : [],
  };
}

function checkDeveloper(name: string | undefined, report: Report): void {
  if (!name) {
    report("Developer", "the field is empty", "the developer's name, such as jane-doe");
  } else if (!SAFE_NAME.test(name)) {
    report(
      "Developer",
      `"${name}" cannot be used in AWS`,
      "at most 63 letters, digits, spaces and . @ _ + = -, a letter or digit first",
    );
  } else if (isReservedLogin(name)) {
    report(
      "Developer",
      `"${name}" is an account of the system`,
      "the developer's own name, such as jane-doe",
    );
  }
}

/** What the issue says in the fields that the config maps; an unmapped field counts as empty. */
export function requestFields(
  issue: Pick<JiraIssue, "fields">,
  { jira }: Pick<ProvisionSettings, "jira">,
): Fields {
  const read = (id: string | undefined) =>
    id && Object.hasOwn(issue.fields, id) ? fieldText(issue.fields[id]) : undefined;
  const { client, developer, instanceType, os, autoStart, autoStop, timezone, schedule } = jira.fields;
  return {
    client: read(client),
    developer: read(developer),
    instanceType: read(instanceType),
    os: read(os),
    autoStart: read(autoStart),
    autoStop: read(autoStop),
    timezone: read(timezone),
    schedule: read(schedule),
  };
}
