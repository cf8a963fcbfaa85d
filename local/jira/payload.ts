import type { Site, SiteEvent } from "./site";

/** An event as the body of a webhook, in Jira Cloud's shape. */
export function webhookPayload(site: Site, event: SiteEvent, baseUrl: string): object {
  const { webhookEvent, eventType, issue, changes, comment } = event;
  const user = { accountId: "5b10a2844c20165700ede21g", displayName: "Mia Krystof", active: true };
  return {
    timestamp: Date.now(),
    webhookEvent,
    ...(eventType ? { issue_event_type_name: eventType, user } : {}),
    issue: site.shown(issue, baseUrl),
    ...(changes ? { changelog: { id: String(Date.now()), items: changes } } : {}),
    ...(comment ? { comment: { id: comment.id, author: user, body: "", created: comment.created } } : {}),
  };
}
