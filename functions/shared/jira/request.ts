import { retry, type Sleep, sleep } from "../retry";
import {
  JiraAnswerError,
  JiraAuthError,
  JiraCredentialsError,
  JiraRefusedError,
  JiraUnavailableError,
} from "./errors";
import type { CredentialsSource, JiraCredentials } from "./model";

/** Time limit of one call, milliseconds. */
const CALL_TIMEOUT_MS = 10_000;
const TRIES = 3;
const FIRST_PAUSE_MS = 500;
/** A longer `Retry-After` is left to the queue: waiting inside a Lambda costs more than another delivery. */
const LONGEST_PAUSE_MS = 15_000;
/** Characters of Jira's own explanation that an error keeps. */
const EXPLANATION_LENGTH = 500;

export interface JiraTransport {
  /** Without a trailing slash; may have a path, as `https://api.atlassian.com/ex/jira/<cloud id>` has. */
  readonly baseUrl: string;
  readonly credentials: CredentialsSource;
  /** @default the global one */
  readonly fetch?: typeof fetch;
  /** Waits so many milliseconds. @default a timer */
  readonly sleep?: Sleep;
}

export interface JiraRequest {
  readonly method: "GET" | "POST";
  /** Below the base URL, with its query. */
  readonly path: string;
  readonly body?: unknown;
}

/** Sends one request to Jira and returns the parsed body, or undefined for an empty one. */
export type SendToJira = (request: JiraRequest) => Promise<unknown>;

/**
 * How requests are sent to Jira: with a time limit, credentials fetched again after one 401, and waits as `Retry-After`
 * says. A GET is repeated after 5xx and lost answers. A POST is not, except after a 429, when Jira did nothing: the
 * caller has to check first whether it succeeded.
 */
export function jiraTransport(transport: JiraTransport): SendToJira {
  return (request) =>
    retry(
      () => sendWithFreshCredentials(transport, request),
      (error, tried) => (tried < TRIES ? pauseBefore(error, request, tried) : undefined),
      transport.sleep ?? sleep,
    );
}

/** Milliseconds before the next try, or undefined when there is none. */
function pauseBefore(error: unknown, { method }: JiraRequest, tries: number): number | undefined {
  if (!(error instanceof JiraUnavailableError)) return undefined;
  if (error.retryAfterSeconds !== undefined) {
    const pause = error.retryAfterSeconds * 1000;
    return pause <= LONGEST_PAUSE_MS ? pause : undefined;
  }
  return method === "GET" ? FIRST_PAUSE_MS * 2 ** (tries - 1) : undefined;
}

async function sendWithFreshCredentials(transport: JiraTransport, request: JiraRequest): Promise<unknown> {
  const cached = await send(transport, request, await transport.credentials(false));
  const response =
    cached.status === 401 ? await send(transport, request, await transport.credentials(true)) : cached;
  if (response.status === 401) {
    throw new JiraAuthError(
      `Jira refuses the credentials (401 on ${describe(request)}): renew the secret's token`,
    );
  }
  return answer(request, response);
}

async function send(
  { baseUrl, fetch = globalThis.fetch }: JiraTransport,
  request: JiraRequest,
  credentials: JiraCredentials,
): Promise<{ readonly status: number; readonly retryAfter: string | null; readonly text: string }> {
  const headers = headersOf(request, credentials);
  try {
    const response = await fetch(`${baseUrl}${request.path}`, {
      method: request.method,
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      // A redirect is a log-in page or a renamed site: following it would answer a POST with a page.
      redirect: "manual",
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      text: await response.text(),
    };
  } catch (cause) {
    throw new JiraUnavailableError(`No answer from Jira to ${describe(request)}`, undefined, { cause });
  }
}

/** @throws JiraCredentialsError without a cause, whose message would quote the header with the token */
function headersOf({ body }: JiraRequest, credentials: JiraCredentials): Headers {
  try {
    return new Headers({
      authorization: authorization(credentials),
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    });
  } catch {
    throw new JiraCredentialsError("Jira's token contains characters that are not allowed in a header");
  }
}

function answer(
  request: JiraRequest,
  { status, retryAfter, text }: { status: number; retryAfter: string | null; text: string },
): unknown {
  if (status >= 200 && status < 300) return text === "" ? undefined : json(request, text);
  const message = `Jira answers ${status} to ${describe(request)}${explanation(text)}`;
  if (status === 429) throw new JiraUnavailableError(message, seconds(retryAfter) ?? FIRST_PAUSE_MS / 1000);
  if (status >= 500) throw new JiraUnavailableError(message);
  throw new JiraRefusedError(message, status);
}

function json(request: JiraRequest, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new JiraAnswerError(`Jira's answer to ${describe(request)} is not JSON`, { cause });
  }
}

/** From `{ errorMessages: [...], errors: { field: message } }`, with which Jira explains a refusal. */
function explanation(text: string): string {
  try {
    const { errorMessages = [], errors = {} } = JSON.parse(text);
    const all = [
      ...errorMessages,
      ...Object.entries(errors).map(([field, message]) => `${field}: ${message}`),
    ];
    return all.length > 0 ? `: ${all.join("; ").slice(0, EXPLANATION_LENGTH)}` : "";
  } catch {
    return "";
  }
}

function describe({ method, path }: JiraRequest): string {
  return `${method} ${path.split("?")[0]}`;
}

function authorization({ email, token }: JiraCredentials): string {
  return email ? `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}` : `Bearer ${token}`;
}

function seconds(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) : undefined;
}
