import { at, type Cursor, items, text } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { quoted } from "../file/quoted";
import { entriesOf } from "../sections/clients/entries";

/** Tickets of entries whose project is not among `jira.projects`. */
export function checkTicketProjects(file: Cursor): ProblemAtPath[] {
  const projects = items(at(file, "jira", "projects")).map(text);
  if (projects.length === 0) return [];
  return entriesOf(at(file, "clients"))
    .map((entry) => at(entry, "jira"))
    .flatMap(({ path, value }) => {
      const project = text({ path, value })?.match(/^(.+)-\d+$/)?.[1];
      if (project === undefined || projects.includes(project)) return [];
      return [
        {
          path,
          message: `the ticket is of the project ${quoted(project)}, which is not among jira.projects`,
          hint: `Use a ticket of ${projects.join(", ")}, or add ${project} to jira.projects.`,
        },
      ];
    });
}
