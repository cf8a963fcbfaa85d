import { at, type Cursor, entries, items, text } from "../cursor";
import { STATUSES } from "../defaults";
import { formatPath } from "../errors";
import type { Finding } from "../finding";
import { quoted } from "../rules";

/** Ticket keys across the file, and the parts of `jira` that must differ from one another. */
export function ticketFindings(file: Cursor): Finding[] {
  const tickets = items(at(file, "clients"))
    .flatMap((client) => items(at(client, "developers")))
    .map((entry) => at(entry, "jira"));
  return [
    ...repeated(tickets, (key, first) => ({
      message: `the ticket ${key} already belongs to ${first}`,
      hint: "One ticket, one VM: open a ticket for this one, or remove the key.",
    })),
    ...tickets.flatMap((ticket) => otherProject(ticket, at(file, "jira", "projects"))),
    ...repeated(entries(at(file, "jira", "fields")), (field, first) => ({
      message: `the field ${field} is already ${first}`,
      hint: "Give each its own custom field.",
    })),
    ...statusFindings(file),
  ];
}

function repeated(
  places: readonly Cursor[],
  verdict: (value: string, first: string) => { message: string; hint: string },
): Finding[] {
  const seen = new Map<string, Cursor>();
  return places.flatMap((place) => {
    const value = text(place);
    if (value === undefined) return [];
    const key = value.toLowerCase();
    const first = seen.get(key);
    if (first) return [{ path: place.path, ...verdict(value, formatPath(first.path)) }];
    seen.set(key, place);
    return [];
  });
}

function otherProject(ticket: Cursor, list: Cursor): Finding[] {
  const projects = items(list).map(text);
  const key = text(ticket)?.match(/^(.+)-\d+$/)?.[1];
  if (key === undefined || projects.length === 0 || projects.includes(key)) return [];
  const hint = `Use a ticket of ${projects.join(", ")}, or add ${key} to jira.projects.`;
  return [
    { path: ticket.path, message: `the ticket is of the project ${quoted(key)}, which is not taken`, hint },
  ];
}

/** Two meanings on one status would act on a ticket twice: Jira compares names without case. */
function statusFindings(file: Cursor): Finding[] {
  const statuses = at(file, "jira", "statuses");
  const places = (Object.keys(STATUSES) as (keyof typeof STATUSES)[]).map((meaning) => {
    const place = at(statuses, meaning);
    return place.value === undefined ? { ...place, value: STATUSES[meaning] } : place;
  });
  return repeated(places, (status, first) => ({
    message: `the status ${quoted(status)} is already ${first}`,
    hint: "Give each meaning a status of its own.",
  }));
}
