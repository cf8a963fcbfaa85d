import { fieldText } from "../../shared/jira/fields";
import type { JiraIssue } from "../../shared/jira/model";
import type { ProvisionSettings } from "../contract";

/** The texts of a ticket's fields; undefined for an empty one. */
export type RequestFields = Readonly<Record<keyof ProvisionSettings["jira"]["fields"], string | undefined>>;

/** The texts of the issue's fields that the config maps; a field that is not mapped counts as empty. */
export function requestFields(
  issue: Pick<JiraIssue, "fields">,
  { jira }: Pick<ProvisionSettings, "jira">,
): RequestFields {
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
