import { createHmac, randomUUID } from "node:crypto";
import type { LoggedDelivery, WebhookSetup } from "./model";

/** How long Jira waits for an answer, in milliseconds. */
const ANSWER_TIMEOUT_MS = 20_000;
const RETRIES = 5;
const RETRY_PAUSE_MS = 50;

/** Sends webhooks as a Jira Cloud site does: signed, and with retries when the receiver is unavailable. */
export class WebhookSender {
  readonly deliveries: LoggedDelivery[] = [];
  private readonly underway = new Set<Promise<void>>();
  private stopped = false;

  constructor(public setup: WebhookSetup | undefined) {}

  /** Starts a delivery without waiting for it, as Jira does. */
  send(event: string, payload: object): void {
    if (!this.setup) return;
    const delivery = this.deliver(this.setup, event, JSON.stringify(payload)).finally(() =>
      this.underway.delete(delivery),
    );
    this.underway.add(delivery);
  }

  /** Resolves when no delivery is running, including deliveries that started meanwhile. */
  async settled(): Promise<void> {
    while (this.underway.size > 0) await Promise.all(this.underway);
  }

  /** Cancels retries; running deliveries end with their current attempt. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.settled();
  }

  private async deliver(setup: WebhookSetup, event: string, body: string): Promise<void> {
    const identifier = randomUUID();
    for (let retry = 0; retry <= RETRIES && !this.stopped; retry++) {
      const status = await post(setup, identifier, retry, body);
      this.deliveries.push({ identifier, event, retry, ...(status === undefined ? {} : { status }) });
      if (status !== undefined && !isRetried(status)) return;
      await new Promise((resolve) => setTimeout(resolve, setup.retryPauseMs ?? RETRY_PAUSE_MS));
    }
  }
}

async function post(
  { url, secret }: WebhookSetup,
  identifier: string,
  retry: number,
  body: string,
): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=UTF-8",
        "user-agent": "Atlassian Webhook HTTP Client",
        "x-atlassian-webhook-identifier": identifier,
        "x-atlassian-webhook-flow": "Primary",
        ...(retry > 0 ? { "x-atlassian-webhook-retry": String(retry) } : {}),
        "x-hub-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      },
      body,
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}

function isRetried(status: number): boolean {
  return [408, 409, 425, 429].includes(status) || status >= 500;
}
