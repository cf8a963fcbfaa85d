import type { TicketMessage } from "../shared/ticket-message";
import type { JiraWebhookSettings } from "./contract";
import { readDelivery } from "./decide";
import { isSigned } from "./signature";

/** The part of an API Gateway HTTP API event, payload version 2, that counts. */
export interface HttpEvent {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: { readonly requestId: string };
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, string>>;
}

export interface ReceiveDeps {
  readonly jira: JiraWebhookSettings["jira"];
  /** The secrets valid now. May reject: then the answer is 503. */
  readonly secrets: () => Promise<readonly string[]>;
  /** May reject: then the answer is 503. */
  readonly enqueue: (message: TicketMessage) => Promise<void>;
  /** Told of what went wrong on this side. Never of body, signature or secret. */
  readonly onError: (what: string, error: unknown) => void;
}

/** Bytes; Jira's own limit for a webhook is 25 MB, an issue with a history worth a VM is far below this. */
const LARGEST_BODY = 1024 * 1024;
/** Identifiers as Jira sends them; anything else is replaced, since it goes into messages and logs. */
const IDENTIFIER = /^[\w.:-]{1,128}$/;

/**
 * Takes one delivery. Jira sends again what is answered with 5xx and drops the rest, so 5xx means only: it was not
 * taken, and would be at another time.
 */
export async function receive(event: HttpEvent, deps: ReceiveDeps): Promise<HttpAnswer> {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (body.length > LARGEST_BODY) return answer(413, { error: "body too large" });

  const secrets = await attempt("reading the secrets", deps.secrets, deps);
  if (!secrets) return answer(503, { error: "temporarily unavailable" });
  if (!isSigned(body, header(event, "x-hub-signature"), secrets)) return answer(401, { error: "signature" });

  const delivery = readDelivery(json(body), deps.jira);
  // Malformed is permanent: the same bytes would come again.
  if (!delivery) return answer(400, { error: "not a Jira webhook" });
  if ("ignored" in delivery) return answer(200, { ignored: delivery.ignored });

  const identifier = header(event, "x-atlassian-webhook-identifier") ?? "";
  const message = {
    key: delivery.key,
    delivery: IDENTIFIER.test(identifier) ? identifier : event.requestContext.requestId,
  };
  const queued = await attempt("sending to the queue", () => deps.enqueue(message).then(() => true), deps);
  return queued ? answer(202, { queued: delivery.key }) : answer(503, { error: "temporarily unavailable" });
}

async function attempt<T>(
  what: string,
  work: () => Promise<T>,
  { onError }: ReceiveDeps,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    onError(what, error);
    return undefined;
  }
}

/** Header names arrive in any case. */
function header({ headers }: HttpEvent, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function answer(statusCode: number, body: HttpAnswer["body"]): HttpAnswer {
  return { statusCode, body };
}
