import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { JiraCredentials } from "../../functions/shared/jira/model";
import type {
  Fault,
  JiraSetup,
  LoggedDelivery,
  LoggedRequest,
  NewIssue,
  StoredComment,
  StoredIssue,
  WebhookSetup,
} from "./model";
import { webhookPayload } from "./payload";
import { type RestAnswer, restAnswer } from "./rest-api";
import { Site } from "./site";
import { WebhookSender } from "./webhook-sender";

/** A running stand-in for a Jira Cloud site. Its methods send the webhooks that Jira would send. */
export interface JiraStandIn {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Requests to the REST API, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Ended attempts to deliver webhooks, oldest first. */
  readonly deliveries: readonly LoggedDelivery[];
  /** @throws Error when the key is taken, or the status or a custom field does not exist */
  createIssue(issue: NewIssue): StoredIssue;
  /** Moves an issue as a user does on the board. @throws Error when the workflow does not offer it */
  moveIssue(key: string, status: string): StoredIssue;
  editIssue(key: string, fields: Readonly<Record<string, unknown>>): StoredIssue;
  /** Sends no webhook, because the deployed one does not subscribe to deletions. @throws Error when there is no such issue */
  deleteIssue(key: string): void;
  issue(key: string): StoredIssue | undefined;
  comments(key: string): readonly StoredComment[];
  /** Replaces or removes the webhook; running deliveries are not changed. */
  setWebhook(webhook: WebhookSetup | undefined): void;
  /** Replaces the accepted credentials. */
  setCredentials(credentials: JiraCredentials): void;
  injectFault(fault: Fault): void;
  /** Resolves when every delivery has ended. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a stand-in on loopback. @param port 0 for a free one */
export async function startJira(setup: JiraSetup, port = 0): Promise<JiraStandIn> {
  const sender = new WebhookSender(setup.webhook);
  const requests: LoggedRequest[] = [];
  const faults: { readonly fault: Fault; left: number }[] = [];
  let { credentials } = setup;
  let url = "";
  const site: Site = new Site(setup, (event) =>
    sender.send(event.webhookEvent, webhookPayload(site, event, url)),
  );

  const takeFault = (method: string, path: string): Fault | undefined => {
    const hit = faults.find(
      ({ fault, left }) =>
        left > 0 && (fault.method ?? method) === method && (fault.path?.test(path) ?? true),
    );
    if (hit) hit.left--;
    return hit?.fault;
  };

  const answer = (request: IncomingMessage, body: string): RestAnswer => {
    if (request.headers.authorization !== authorization(credentials)) return { status: 401 };
    const { method = "", url: path = "/" } = request;
    return restAnswer(site, { method, url: new URL(path, url), body }, setup);
  };

  const server = createServer(async (request, response) => {
    const { method = "", url: path = "/" } = request;
    const body = await text(request);
    const fault = takeFault(method, path);
    const given = fault && !fault.afterWork ? undefined : answer(request, body);
    requests.push({ method, path, status: fault?.answer ?? given?.status ?? 500 });
    if (fault) fail(response, fault);
    else if (given) respond(response, given);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    requests,
    deliveries: sender.deliveries,
    createIssue: (issue) => site.create(issue),
    deleteIssue: (key) => site.delete(key),
    moveIssue: (key, status) => site.move(key, status),
    editIssue: (key, fields) => site.edit(key, fields),
    issue: (key) => site.issue(key),
    comments: (key) => site.comments(key),
    setWebhook: (webhook) => {
      sender.setup = webhook;
    },
    setCredentials: (changed) => {
      credentials = changed;
    },
    injectFault: (fault) => {
      faults.push({ fault, left: fault.times ?? 1 });
    },
    settled: () => sender.settled(),
    stop: async () => {
      await sender.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function authorization({ email, token }: JiraCredentials): string {
  return email ? `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}` : `Bearer ${token}`;
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function fail(response: ServerResponse, { answer, retryAfter }: Fault): void {
  if (answer === "drop") {
    response.destroy();
    return;
  }
  response.writeHead(answer, retryAfter === undefined ? {} : { "retry-after": String(retryAfter) });
  response.end();
}

function respond(response: ServerResponse, { status, body }: RestAnswer): void {
  response.writeHead(status, body === undefined ? {} : { "content-type": "application/json;charset=UTF-8" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
