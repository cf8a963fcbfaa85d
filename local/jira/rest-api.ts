import * as z from "zod";
import { adfErrors } from "./adf-validator";
import type { JiraSetup, StoredIssue } from "./model";
import type { Site } from "./site";

/** Answer of the REST API; no `body` with 204. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface RestRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

type Route = (site: Site, issue: StoredIssue, request: RestRequest, setup: JiraSetup) => RestAnswer;

/** Maximum of characters of text in a comment. */
const COMMENT_LIMIT = 32_767;
const PROPERTY_KEY_LIMIT = 255;
const COMMENTS_PER_PAGE = 100;

const newComment = z.object({
  body: z.unknown(),
  properties: z
    .array(z.object({ key: z.string().min(1).max(PROPERTY_KEY_LIMIT), value: z.unknown() }))
    .default([]),
});
const newTransition = z.object({ transition: z.object({ id: z.string() }) });

const ROUTES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  "": { GET: (site, issue, { url }) => ({ status: 200, body: site.shown(issue, url.origin) }) },
  "/comment": { GET: listComments, POST: addComment },
  "/transitions": { GET: listTransitions, POST: transit },
};

/** Answers an authenticated request as version 3 of Jira's REST API would. */
export function restAnswer(site: Site, request: RestRequest, setup: JiraSetup): RestAnswer {
  const [, key = "", rest = ""] = /^\/rest\/api\/3\/issue\/([^/]+)(\/.*)?$/.exec(request.url.pathname) ?? [];
  if (!Object.hasOwn(ROUTES, rest) || key === "") return { status: 404 };
  const route = ROUTES[rest]?.[request.method];
  if (!route) return { status: 405 };
  const issue = site.issue(decodeURIComponent(key));
  if (!issue) return refusal(404, "Issue does not exist or you do not have permission to see it.");
  return route(site, issue, request, setup);
}

function listComments(site: Site, issue: StoredIssue, { url }: RestRequest, setup: JiraSetup): RestAnswer {
  const asked = Number(url.searchParams.get("maxResults") ?? COMMENTS_PER_PAGE);
  const maxResults = Math.min(asked, setup.commentsPerPage ?? COMMENTS_PER_PAGE);
  const startAt = Number(url.searchParams.get("startAt") ?? 0);
  const withProperties = url.searchParams.get("expand")?.split(",").includes("properties");
  const oldestFirst = site.comments(issue.key);
  const ordered = url.searchParams.get("orderBy") === "-created" ? oldestFirst.toReversed() : oldestFirst;
  const comments = ordered.slice(startAt, startAt + maxResults).map(({ properties, ...comment }) => ({
    ...comment,
    self: `${url.origin}/rest/api/3/issue/${issue.id}/comment/${comment.id}`,
    ...(withProperties ? { properties } : {}),
  }));
  return { status: 200, body: { startAt, maxResults, total: oldestFirst.length, comments } };
}

function addComment(site: Site, issue: StoredIssue, { body }: RestRequest): RestAnswer {
  const comment = newComment.safeParse(json(body));
  if (!comment.success) return refusal(400, "INVALID_INPUT");
  const errors = adfErrors(comment.data.body);
  if (errors.length > 0) {
    return {
      status: 400,
      body: { errorMessages: [], errors: { comment: `Comment body is not valid! ${errors[0]}` } },
    };
  }
  if (textLength(comment.data.body) > COMMENT_LIMIT) return refusal(400, "CONTENT_LIMIT_EXCEEDED");
  const { id, created } = site.comment(issue.key, comment.data.body, comment.data.properties);
  return { status: 201, body: { id, created, body: comment.data.body } };
}

function listTransitions(site: Site, issue: StoredIssue, { url }: RestRequest): RestAnswer {
  const transitions = site.targets(issue).map((status) => ({
    id: transitionId(site, status),
    name: `Move to ${status}`,
    to: site.shownStatus(status, url.origin),
    hasScreen: false,
    isAvailable: true,
  }));
  return { status: 200, body: { expand: "transitions", transitions } };
}

function transit(site: Site, issue: StoredIssue, { body }: RestRequest): RestAnswer {
  const asked = newTransition.safeParse(json(body));
  if (!asked.success) return refusal(400, "Missing 'transition' identifier");
  const { id } = asked.data.transition;
  const status = site.targets(issue).find((target) => transitionId(site, target) === id);
  if (!status) return refusal(400, `Transition id '${id}' is not valid for this issue.`);
  site.move(issue.key, status);
  return { status: 204 };
}

/** Different from the status's own id, so that code that confuses them fails. */
function transitionId(site: Site, status: string): string {
  return String((Number(site.statusId(status)) - 10_000) * 10 + 11);
}

function textLength(node: unknown): number {
  if (typeof node !== "object" || node === null) return 0;
  const { text, content } = node as { text?: string; content?: readonly unknown[] };
  return (text?.length ?? 0) + (content ?? []).reduce<number>((sum, child) => sum + textLength(child), 0);
}

function refusal(status: number, message: string): RestAnswer {
  return { status, body: { errorMessages: [message], errors: {} } };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
