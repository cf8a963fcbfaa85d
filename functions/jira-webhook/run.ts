import { parseJson } from "../shared/parse-json";
import type { TicketQueue } from "../shared/ticket-queue";
import type { JiraWebhookSettings } from "./contract";
import { decideDelivery } from "./decide";
import type { Reporter } from "./report";
import { isSigned } from "./signature";

/** The part of an API Gateway HTTP API event, payload version 2, that is read. */
export interface HttpEvent {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: { readonly requestId: string };
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, string>>;
}

export interface RunDeps {
  readonly jira: JiraWebhookSettings["jira"];
  /** The secrets that are valid now. If it rejects, the answer is 503. */
  readonly readSecrets: () => Promise<readonly string[]>;
  /** If it rejects, the answer is 503. */
  readonly queue: TicketQueue;
  readonly report: Pick<Reporter, "failed">;
}

/** Bytes. Jira's own limit for a webhook is 25 MB; an issue that asks for a VM is far smaller than this. */
const LARGEST_BODY = 1024 * 1024;
/** Identifiers as Jira sends them. Anything else is replaced, because it is written to messages and logs. */
const IDENTIFIER = /^[\w.:-]{1,128}$/;

/**
 * Handles one delivery. Jira delivers again only after an answer 5xx, so 5xx means that the delivery was not accepted
 * and that a retry can help.
 */
export async function run(event: HttpEvent, deps: RunDeps): Promise<HttpResponse> {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (body.length > LARGEST_BODY) return answer(413, { error: "body too large" });

  const secrets = await attempt("reading the secrets", deps.readSecrets, deps);
  if (!secrets) return answer(503, { error: "temporarily unavailable" });
  if (!isSigned(body, header(event, "x-hub-signature"), secrets)) return answer(401, { error: "signature" });

  const delivery = decideDelivery(parseJson(body.toString("utf8")), deps.jira);
  // A malformed body is permanent: a retry would send the same bytes.
  if (!delivery) return answer(400, { error: "not a Jira webhook" });
  if ("ignored" in delivery) return answer(200, { ignored: delivery.ignored });

  const identifier = header(event, "x-atlassian-webhook-identifier") ?? "";
  const message = {
    key: delivery.key,
    delivery: IDENTIFIER.test(identifier) ? identifier : event.requestContext.requestId,
  };
  const queued = await attempt("sending to the queue", () => deps.queue.send(message).then(() => true), deps);
  return queued ? answer(202, { queued: delivery.key }) : answer(503, { error: "temporarily unavailable" });
}

async function attempt<T>(step: string, work: () => Promise<T>, { report }: RunDeps): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    report.failed(step, error);
    return undefined;
  }
}

/** Header names may have any case. */
function header({ headers }: HttpEvent, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function answer(statusCode: number, body: HttpResponse["body"]): HttpResponse {
  return { statusCode, body };
}
