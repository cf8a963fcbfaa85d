import * as z from "zod";
import { isIssueKey, projectOf } from "../shared/jira/issue-key";
import { sameStatus } from "../shared/jira/status";
import type { JiraWebhookSettings } from "./contract";

/** What a delivery asks for: `key` is to be looked at, or there is nothing to do and this is why. */
export type Delivery = { readonly key: string } | { readonly ignored: string };

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
  // Unknown: an item's `toString` is data, and a schema would find the prototype's where it is absent.
  changelog: z.object({ items: z.array(z.unknown()).nullish() }).nullish(),
});

/**
 * Judges a verified payload; it is only a hint, for the worker reads the issue afresh.
 *
 * A created issue counts by its status, a transition by the status it leads to or the present one. Any other edit
 * counts only while the issue waits to be provisioned, where a corrected field matters and repeating does no harm:
 * a word changed on a closed ticket must not stop a VM that somebody has started again.
 *
 * @returns undefined when it is no Jira payload
 */
export function readDelivery(
  body: unknown,
  { projects, statuses }: JiraWebhookSettings["jira"],
): Delivery | undefined {
  const parsed = payload.safeParse(body);
  if (!parsed.success) return undefined;
  const { webhookEvent, issue, changelog } = parsed.data;
  if (webhookEvent !== ISSUE_CREATED && webhookEvent !== ISSUE_UPDATED) return { ignored: "event" };
  // Our own comments come back this way.
  if (parsed.data.issue_event_type_name?.startsWith("issue_comment")) return { ignored: "comment" };
  if (!issue || !isIssueKey(issue.key)) return { ignored: "no issue" };
  if (!projects.includes(projectOf(issue.key) ?? "")) return { ignored: "project" };

  const targets = transitionTargets(changelog?.items ?? []);
  const current = issue.fields?.status?.name;
  const named = current === undefined ? targets : [...targets, current];
  const isEdit = webhookEvent === ISSUE_UPDATED && targets.length === 0;
  const acted = isEdit ? [statuses.provision] : [statuses.provision, statuses.stop, statuses.terminate];
  if (named.some((status) => acted.some((wanted) => sameStatus(status, wanted)))) return { key: issue.key };
  return { ignored: isEdit ? "no transition" : "status" };
}

/** Names of the statuses that the issue was moved to. */
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
