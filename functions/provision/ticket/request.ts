import { timezoneProblem } from "../../../core/schedule/validate";
import { fallbackTypesFor, fitsHibernation } from "../../../core/vm/instance-types";
import { isReservedLogin } from "../../../core/vm/logins";
import { isPastSupport, OPERATING_SYSTEMS, osByName, parseOs } from "../../../core/vm/os";
import type { VmSpec } from "../../../core/vm-spec/vm-spec";
import type { Problem } from "../../shared/comments/refused";
import type { JiraIssue } from "../../shared/jira/model";
import type { ProvisionSettings } from "../contract";
import { requestFields } from "./request-fields";
import { type AddProblem, requestedSchedule } from "./requested-schedule";

/** A client of the config file. */
export interface KnownClient {
  /** As the config spells it. */
  readonly name: string;
  readonly costCenter?: string;
}

export interface RequestInput {
  readonly issue: Pick<JiraIssue, "key" | "fields">;
  readonly settings: ProvisionSettings;
  /** The client that the issue names; undefined when the config does not have it. */
  readonly client: KnownClient | undefined;
  readonly now: Date;
}

export type Request =
  | { readonly spec: VmSpec; readonly warnings: readonly string[] }
  | { readonly problems: readonly Problem[] };

/** Allowed as a tag value by EC2 and IAM alike; IAM is the stricter one. */
const SAFE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} .@_+=-]{0,62}$/u;

/** The VM that the issue asks for, with defaults filled in; or all problems of the issue. */
export function parseRequest({ issue, settings, client, now }: RequestInput): Request {
  const fields = requestFields(issue, settings);
  const problems: Problem[] = [];
  const addProblem: AddProblem = (what, found, expected) => problems.push({ what, found, expected });

  checkClient(fields.client, client, addProblem);
  checkDeveloper(fields.developer, addProblem);
  const instanceType = fields.instanceType?.toLowerCase() ?? settings.defaults.instanceType;
  if (!settings.policy.instanceTypes.includes(instanceType)) {
    const offered = settings.policy.instanceTypes.join(", ");
    addProblem("Instance type", `"${instanceType}" is not offered`, `one of ${offered}`);
  }
  const os = fields.os ? parseOs(fields.os) : settings.defaults.os;
  if (!os) {
    const known = OPERATING_SYSTEMS.map(({ name }) => name).join(", ");
    addProblem("Operating system", `"${fields.os}" is not known`, `one of ${known}`);
  }
  const { schedule, timezone } = requestedSchedule(fields, settings, addProblem);
  const zone = timezone ?? fields.timezone ?? settings.defaults.timezone;
  const badZone = timezoneProblem(zone);
  if (badZone) addProblem("Timezone", badZone.message, badZone.hint);

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

function checkClient(
  name: string | undefined,
  client: KnownClient | undefined,
  addProblem: AddProblem,
): void {
  if (!name) {
    addProblem("Client", "the field is empty", "the name of a client in the config file");
  } else if (!client) {
    addProblem(
      "Client",
      `"${name}" is not in the config file`,
      "a client of the config file; add a new one there first",
    );
  }
}

function checkDeveloper(name: string | undefined, addProblem: AddProblem): void {
  if (!name) {
    addProblem("Developer", "the field is empty", "the developer's name, such as jane-doe");
  } else if (!SAFE_NAME.test(name)) {
    addProblem(
      "Developer",
      `"${name}" cannot be used in AWS`,
      "at most 63 letters, digits, spaces and . @ _ + = -, with a letter or digit first",
    );
  } else if (isReservedLogin(name)) {
    addProblem("Developer", `"${name}" is a system account`, "the developer's own name, such as jane-doe");
  }
}
