import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type HttpEvent, type ReceiveDeps, receive } from "../../../functions/jira-webhook/run";
import { jiraConfig } from "./jira-config";

const SECRET = "webhook-secret";
const fixture = (name: string) => readFileSync(join(__dirname, "../../fixtures/jira", `${name}.json`));
const sign = (body: Buffer) => `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;

function delivery(body: Buffer, { base64 = false, headers = {} as HttpEvent["headers"] } = {}): HttpEvent {
  return {
    headers: { "x-hub-signature": sign(body), "x-atlassian-webhook-identifier": "a1b2-c3", ...headers },
    body: body.toString(base64 ? "base64" : "utf8"),
    isBase64Encoded: base64,
    requestContext: { requestId: "api-request-1" },
  };
}

function receiver(overrides: Partial<ReceiveDeps> = {}) {
  const queued: unknown[] = [];
  const told: unknown[] = [];
  const deps: ReceiveDeps = {
    jira: jiraConfig,
    secrets: async () => [SECRET],
    enqueue: async (message) => {
      queued.push(message);
    },
    onError: (what, error) => told.push([what, error]),
    ...overrides,
  };
  return { queued, told, take: (event: HttpEvent) => receive(event, deps) };
}

const ready = fixture("transition-to-ready");

describe("the webhook's route", () => {
  it.each([false, true])("queues a transition to Ready and answers 202 (base64: %s)", async (base64) => {
    const { take, queued } = receiver();
    expect(await take(delivery(ready, { base64 }))).toEqual({
      statusCode: 202,
      body: { queued: "INFRA-123" },
    });
    expect(queued).toEqual([{ key: "INFRA-123", delivery: "a1b2-c3" }]);
  });

  it("finds headers in any case", async () => {
    const { take } = receiver();
    const event = { ...delivery(ready), headers: { "X-Hub-Signature": sign(ready) } };
    expect((await take(event)).statusCode).toBe(202);
  });

  it.each([[undefined], ["x".repeat(500)], ["two\nlines"]])(
    "names a delivery by the API's request when its identifier is %j",
    async (identifier) => {
      const { take, queued } = receiver();
      await take(delivery(ready, { headers: { "x-atlassian-webhook-identifier": identifier } }));
      expect(queued).toEqual([{ key: "INFRA-123", delivery: "api-request-1" }]);
    },
  );

  it("refuses a forged body with 401, tells nothing of it and queues nothing", async () => {
    const { take, queued, told } = receiver();
    const event = delivery(ready, { headers: { "x-hub-signature": sign(Buffer.from("{}")) } });
    expect(await take(event)).toEqual({ statusCode: 401, body: { error: "signature" } });
    expect([queued, told]).toEqual([[], []]);
  });

  it("does not read a body before its signature is found good", async () => {
    const { take } = receiver();
    expect((await take(delivery(Buffer.from("{"), { headers: { "x-hub-signature": "" } }))).statusCode).toBe(
      401,
    );
  });

  it.each(["{", "", "[]", '"text"', '{"webhookEvent":1}'])(
    "answers 400 to the signed body %j",
    async (body) => {
      expect((await receiver().take(delivery(Buffer.from(body)))).statusCode).toBe(400);
    },
  );

  it("answers 200 with the reason to what is nothing to it", async () => {
    const { take, queued } = receiver();
    const expected = { statusCode: 200, body: { ignored: "status" } };
    expect(await take(delivery(fixture("transition-to-done")))).toEqual(expected);
    expect(queued).toEqual([]);
  });

  it.each([
    [1024 * 1024, 400],
    [1024 * 1024 + 1, 413],
  ])("answers a signed body of %i bytes with %i", async (size, statusCode) => {
    expect((await receiver().take(delivery(Buffer.alloc(size, "x"), { base64: true }))).statusCode).toBe(
      statusCode,
    );
  });

  it.each(["secrets", "enqueue"] as const)("asks Jira to come again when %s fails", async (part) => {
    const fault = new Error("throttled");
    const { take, told } = receiver({ [part]: () => Promise.reject(fault) });
    expect((await take(delivery(ready))).statusCode).toBe(503);
    expect(told).toEqual([[expect.any(String), fault]]);
  });
});
