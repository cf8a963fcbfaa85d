import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type HttpEvent, type RunDeps, run } from "../../../functions/jira-webhook/run";
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

function receiver(overrides: Partial<RunDeps> = {}) {
  const queued: unknown[] = [];
  const failures: unknown[] = [];
  const deps: RunDeps = {
    jira: jiraConfig,
    readSecrets: async () => [SECRET],
    queue: {
      send: async (message) => {
        queued.push(message);
      },
    },
    report: { failed: (step, error) => failures.push([step, error]) },
    ...overrides,
  };
  return { queued, failures, deliver: (event: HttpEvent) => run(event, deps) };
}

const ready = fixture("transition-to-ready");

describe("the webhook's route", () => {
  it.each([false, true])("queues a transition to Ready and answers 202 (base64: %s)", async (base64) => {
    const { deliver, queued } = receiver();
    expect(await deliver(delivery(ready, { base64 }))).toEqual({
      statusCode: 202,
      body: { queued: "INFRA-123" },
    });
    expect(queued).toEqual([{ key: "INFRA-123", delivery: "a1b2-c3" }]);
  });

  it("accepts header names in any case", async () => {
    const { deliver } = receiver();
    const event = { ...delivery(ready), headers: { "X-Hub-Signature": sign(ready) } };
    expect((await deliver(event)).statusCode).toBe(202);
  });

  it.each([[undefined], ["x".repeat(500)], ["two\nlines"]])(
    "uses the API's request id when the delivery's identifier is %j",
    async (identifier) => {
      const { deliver, queued } = receiver();
      await deliver(delivery(ready, { headers: { "x-atlassian-webhook-identifier": identifier } }));
      expect(queued).toEqual([{ key: "INFRA-123", delivery: "api-request-1" }]);
    },
  );

  it("answers 401 to a forged body, and neither logs nor queues it", async () => {
    const { deliver, queued, failures } = receiver();
    const event = delivery(ready, { headers: { "x-hub-signature": sign(Buffer.from("{}")) } });
    expect(await deliver(event)).toEqual({ statusCode: 401, body: { error: "signature" } });
    expect([queued, failures]).toEqual([[], []]);
  });

  it("does not parse a body before its signature is verified", async () => {
    const { deliver } = receiver();
    expect(
      (await deliver(delivery(Buffer.from("{"), { headers: { "x-hub-signature": "" } }))).statusCode,
    ).toBe(401);
  });

  it.each(["{", "", "[]", '"text"', '{"webhookEvent":1}'])(
    "answers 400 to the signed body %j",
    async (body) => {
      expect((await receiver().deliver(delivery(Buffer.from(body)))).statusCode).toBe(400);
    },
  );

  it("answers 200 with the reason when it ignores a delivery", async () => {
    const { deliver, queued } = receiver();
    const expected = { statusCode: 200, body: { ignored: "status" } };
    expect(await deliver(delivery(fixture("transition-to-done")))).toEqual(expected);
    expect(queued).toEqual([]);
  });

  it.each([
    [1024 * 1024, 400],
    [1024 * 1024 + 1, 413],
  ])("answers a signed body of %i bytes with %i", async (size, statusCode) => {
    expect((await receiver().deliver(delivery(Buffer.alloc(size, "x"), { base64: true }))).statusCode).toBe(
      statusCode,
    );
  });

  const fault = new Error("throttled");
  const fail = () => Promise.reject(fault);
  it.each<[string, Partial<RunDeps>]>([
    ["reading the secrets", { readSecrets: fail }],
    ["the queue", { queue: { send: fail } }],
  ])("answers 503, after which Jira retries, when %s fails", async (_what, overrides) => {
    const { deliver, failures } = receiver(overrides);
    expect((await deliver(delivery(ready))).statusCode).toBe(503);
    expect(failures).toEqual([[expect.any(String), fault]]);
  });
});
