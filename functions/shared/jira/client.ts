import * as z from "zod";
import { sleep } from "../retry";
import { InvalidIssueKeyError, JiraAnswerError, JiraUnavailableError } from "./errors";
import { isIssueKey } from "./issue-key";
import type { JiraClient, JiraIssue } from "./model";
import { type JiraRequest, type JiraTransport, jiraTransport, type SendToJira } from "./request";
import { sameStatus } from "./status";

/** Tries of a POST whose answer was lost; before each, Jira is asked whether the last one succeeded. */
const POST_TRIES = 3;
const POST_PAUSE_MS = 1000;
const COMMENTS_PER_PAGE = 100;

const issueAnswer = z.object({
  key: z.string(),
  fields: z.looseObject({ status: z.object({ name: z.string() }) }),
});
const commentsAnswer = z.object({
  total: z.number(),
  comments: z.array(z.object({ properties: z.array(z.object({ key: z.string() })).default([]) })),
});
const transitionsAnswer = z.object({
  transitions: z.array(z.object({ id: z.string(), to: z.object({ name: z.string() }) })),
});

/** A client of Jira's REST API, version 3. */
export function createJiraClient(transport: JiraTransport): JiraClient {
  const send = jiraTransport(transport);
  const post = postUnlessDone(send, transport.sleep);
  return {
    getIssue: (key) => getIssue(send, key),
    comment: async (key, { marker, body }) => {
      const property = propertyOf(marker);
      const posted = await post(async () => {
        if (await hasComment(send, key, property)) return undefined;
        const properties = [{ key: property, value: { posted: true } }];
        return { method: "POST", path: `${issuePath(key)}/comment`, body: { body, properties } };
      });
      return posted ? "posted" : "already-posted";
    },
    transition: async (key, statusName) => {
      let missing = false;
      const moved = await post(async () => {
        if (sameStatus((await getIssue(send, key)).status, statusName)) return undefined;
        const id = await transitionTo(send, key, statusName);
        missing = id === undefined;
        if (missing) return undefined;
        return { method: "POST", path: `${issuePath(key)}/transitions`, body: { transition: { id } } };
      });
      if (missing) return "missing";
      return moved ? "moved" : "already-there";
    },
  };
}

/** Entity property of a comment that holds the marker. */
export function propertyOf(marker: string): string {
  return `devvm.${marker}`;
}

/**
 * Sends the POST that `nextRequest` returns; false when none is needed. After a lost answer it asks again: a POST that
 * succeeded is not repeated, and counts as sent.
 */
function postUnlessDone(send: SendToJira, wait = sleep) {
  return async (nextRequest: () => Promise<JiraRequest | undefined>): Promise<boolean> => {
    for (let sent = 0; ; ) {
      const request = await nextRequest();
      if (!request) return sent > 0;
      try {
        sent++;
        await send(request);
        return true;
      } catch (error) {
        const lost = error instanceof JiraUnavailableError && error.retryAfterSeconds === undefined;
        if (!lost || sent === POST_TRIES) throw error;
        await wait(POST_PAUSE_MS * sent);
      }
    }
  };
}

async function getIssue(send: SendToJira, key: string): Promise<JiraIssue> {
  const answer = parse(issueAnswer, await send({ method: "GET", path: issuePath(key) }));
  return { key: answer.key, status: answer.fields.status.name, fields: answer.fields };
}

async function hasComment(send: SendToJira, key: string, property: string): Promise<boolean> {
  for (let startAt = 0; ; ) {
    const query = `startAt=${startAt}&maxResults=${COMMENTS_PER_PAGE}&orderBy=-created&expand=properties`;
    const page = parse(
      commentsAnswer,
      await send({ method: "GET", path: `${issuePath(key)}/comment?${query}` }),
    );
    if (page.comments.some(({ properties }) => properties.some((one) => one.key === property))) return true;
    startAt += page.comments.length;
    if (page.comments.length === 0 || startAt >= page.total) return false;
  }
}

async function transitionTo(send: SendToJira, key: string, statusName: string): Promise<string | undefined> {
  const path = `${issuePath(key)}/transitions`;
  const { transitions } = parse(transitionsAnswer, await send({ method: "GET", path }));
  return transitions.find(({ to }) => sameStatus(to.name, statusName))?.id;
}

function issuePath(key: string): string {
  if (!isIssueKey(key)) throw new InvalidIssueKeyError();
  return `/rest/api/3/issue/${key}`;
}

function parse<T>(schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer);
  if (!result.success)
    throw new JiraAnswerError("Jira's answer lacks fields that the REST API documents", {
      cause: result.error,
    });
  return result.data;
}
