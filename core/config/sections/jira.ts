import * as z from "zod";
import { at, type Cursor, entries } from "../file/cursor";
import { duplicatesOf } from "../file/duplicates";
import { formatPath } from "../file/path";
import type { Problem, ProblemAtPath } from "../file/problem";
import { quoted } from "../file/quoted";
import { matching } from "../values/matching";
import type { Parsed } from "../values/parsed";
import { withRule } from "../values/with-rule";

const URL_HINT = "Write the site's address alone, such as https://acme.atlassian.net.";

/** Credentials are sent to this address: only TLS, and no path that an issue's path could be appended to wrongly. */
function urlProblem(value: string): Problem | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url) return { message: `${quoted(value)} is not an address`, hint: URL_HINT };
  if (url.protocol !== "https:")
    return { message: `${quoted(value)} is not an https address`, hint: URL_HINT };
  if (url.username || url.password)
    return { message: "the address holds a user or password", hint: URL_HINT };
  if (url.pathname !== "/" || /[?#]/.test(value))
    return { message: `${quoted(value)} has a path after the host`, hint: URL_HINT };
  return undefined;
}

const status = (description: string) =>
  withRule(z.string(), (value) =>
    value.trim() === ""
      ? { message: "the name of the status is empty", hint: "Write it as Jira shows it." }
      : undefined,
  ).meta({ description });

const statusesSchema = z
  .strictObject({
    provision: status("Requests a VM.").default("Ready"),
    done: status("The ticket is moved to it once the VM is ready.").default("Provisioned"),
    stop: status("Stops the VM.").default("Closed"),
    terminate: status("Removes the VM; the home stays.").default("TerminateVM"),
  })
  .meta({ description: "Names of the statuses that request an action or report one." })
  .prefault({});

const customField = (description: string) =>
  matching(/^customfield_\d{4,}$/, "the id of a custom field", "Write one such as customfield_10001.", {
    description,
    examples: ["customfield_10001"],
  });

export const jiraSchema = z
  .strictObject({
    baseUrl: withRule(z.string(), urlProblem)
      .meta({
        description: "Address of the Jira site: https, without a path.",
        examples: ["https://acme.atlassian.net"],
      })
      .transform((value) => new URL(value).origin),
    projects: z
      .array(
        matching(
          /^[A-Z][A-Z0-9_]+$/,
          "the key of a Jira project",
          "Use uppercase letters and digits, such as INFRA.",
          {
            description: "Project key.",
            examples: ["INFRA"],
          },
        ),
      )
      .min(1)
      .meta({ description: "Keys of the projects whose tickets are accepted." }),
    statuses: statusesSchema,
    fields: z
      .strictObject({
        client: customField("Field with the client's name."),
        developer: customField("Field with the developer's name."),
        instanceType: customField("Field with the instance type.").optional(),
        os: customField("Field with the operating system.").optional(),
        autoStart: customField("Field with the time to start at.").optional(),
        autoStop: customField("Field with the time to stop at.").optional(),
        timezone: customField("Field with the time zone.").optional(),
        schedule: customField("Field with the name of a schedule, or its text.").optional(),
      })
      .meta({ description: "Ids of the ticket's custom fields, which differ from site to site." }),
  })
  .meta({ description: "The ticket system; none where absent." });

export type JiraConfig = Parsed<typeof jiraSchema>;

export function checkJira(jira: Cursor): ProblemAtPath[] {
  return [...checkFields(at(jira, "fields")), ...checkStatuses(at(jira, "statuses"))];
}

function checkFields(fields: Cursor): ProblemAtPath[] {
  return duplicatesOf(entries(fields), (field) => field.toLowerCase()).map(({ place, text, first }) => ({
    path: place.path,
    message: `the field ${text} is already ${formatPath(first.place.path)}`,
    hint: "Give each its own custom field.",
  }));
}

/** Two meanings of one status would act on a ticket twice: Jira compares names without case. */
function checkStatuses(statuses: Cursor): ProblemAtPath[] {
  const places = Object.entries(statusesSchema.parse({})).map(([meaning, builtIn]) => {
    const place = at(statuses, meaning);
    return place.value === undefined ? { ...place, value: builtIn } : place;
  });
  return duplicatesOf(places, (status) => status.toLowerCase()).map(({ place, text, first }) => ({
    path: place.path,
    message: `the status ${quoted(text)} is already ${formatPath(first.place.path)}`,
    hint: "Give each meaning a status of its own.",
  }));
}
