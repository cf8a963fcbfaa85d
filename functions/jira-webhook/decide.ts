import * as z from "zod";
import { isIssueKey, projectOf } from "../shared/jira/issue-key";
import { sameStatus } from "../shared/jira/status";
import type { JiraWebhookSettings } from "./contract";

/** The key of the ticket to work on, or the reason why there is nothing to do. */
export type DeliveryDecision = { readonly key: string } | { readonly ignored: string };

const ISSUE_CREATED = "jira:issue_created";
const ISSUE_UPDATED = "jira:issue_updated";

const payload = z.object({
  webhookEvent: z.string(),
  issue_event_type_name: z.string().nullish(),
  issue: z
    .object({
      key: z.string(),
      fields: z.object({ status: z.object({ name: z.string() }).nullish() }).nullish(),
    })
    .nullish(),
  // Unknown: an item's `toString` is data, and where it is absent a schema would find the prototype's.
  changelog: z.object({ items: z.array(z.unknown()).nullish() }).nullish(),
});

/**
 * Decides what a verified payload means. It is only a hint: `provision` reads the issue again.
 *
 * A created issue counts by its status, a transition by its target or the present status. Any other edit counts only
 * while the issue waits to be provisioned, where a corrected field matters and a repetition does no harm: an edit of a
 * closed ticket must not stop a VM that a user has started again.
 *
 * @returns undefined when the body is not a Jira payload
 */
export function decideDelivery(
  body: unknown,
  { projects, statuses }: JiraWebhookSettings["jira"],
): DeliveryDecision | undefined {
  const parsed = payload.safeParse(body);
  if (!parsed.success) return undefined;
  const { webhookEvent, issue, changelog } = parsed.data;
  if (webhookEvent !== ISSUE_CREATED && webhookEvent !== ISSUE_UPDATED) return { ignored: "event" };
  // Jira also delivers the comments that our own functions post.
  if (parsed.data.issue_event_type_name?.startsWith("issue_comment")) return { ignored: "comment" };
  if (!issue || !isIssueKey(issue.key)) return { ignored: "no issue" };
  if (!projects.includes(projectOf(issue.key) ?? "")) return { ignored: "project" };

  const targets = transitionTargets(changelog?.items ?? []);
  const current = issue.fields?.status?.name;
  const statusNames = current === undefined ? targets : [...targets, current];
  const isEdit = webhookEvent === ISSUE_UPDATED && targets.length === 0;
  const relevant = isEdit ? [statuses.provision] : [statuses.provision, statuses.stop, statuses.terminate];
  if (statusNames.some((status) => relevant.some((wanted) => sameStatus(status, wanted))))
    return { key: issue.key };
  return { ignored: isEdit ? "no transition" : "status" };
}

/** Names of the statuses to which the issue was moved. */
function transitionTargets(items: readonly unknown[]): string[] {
  return items.flatMap((item) => {
    const isTransition = own(item, "field") === "status" || own(item, "fieldId") === "status";
    const target = own(item, "toString");
    return isTransition && typeof target === "string" ? [target] : [];
  });
}

function own(item: unknown, key: string): unknown {
  if (typeof item !== "object" || item === null || !Object.hasOwn(item, key)) return undefined;
  return (item as Record<string, unknown>)[key];
}
