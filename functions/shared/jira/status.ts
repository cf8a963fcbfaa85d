/** Jira compares names of statuses without case: `Done` and `done` cannot both exist on a site. */
export function sameStatus(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
