import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decideDelivery } from "../../../functions/jira-webhook/decide";
import { isSigned } from "../../../functions/jira-webhook/signature";
import { createJiraClient } from "../../../functions/shared/jira/client";
import { type JiraStandIn, startJira } from "../../../local/jira/start-jira";
import { jiraConfig } from "../../functions/jira-webhook/jira-config";

const SECRET = "webhook-secret";
const credentials = { email: "bot@acme.example", token: "api-token" };
const workflow = { "To Do": ["Ready"], Ready: ["Provisioned"], Provisioned: ["Closed"], Closed: ["Ready"] };

interface Taken {
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

let receiver: Server;
let jira: JiraStandIn;
let taken: Taken[];
let answers: number[];

beforeEach(async () => {
  taken = [];
  answers = [];
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    taken.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(answers.shift() ?? 202).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/jira/webhook`;
  jira = await startJira({ credentials, workflow, webhook: { url, secret: SECRET, retryPauseMs: 1 } });
});

afterEach(async () => {
  await jira.stop();
  await new Promise((resolve) => receiver.close(resolve));
});

const events = () => taken.map(({ body }) => JSON.parse(body.toString()).webhookEvent);
const header = (index: number, name: string) => taken[index]?.headers[name];

describe("the Jira stand-in's webhooks", () => {
  it("tell of a move as Jira does: signed, with a changelog, so that the product takes it", async () => {
    jira.createIssue({ key: "INFRA-1", status: "To Do" });
    await jira.settled();
    jira.moveIssue("INFRA-1", "Ready");
    await jira.settled();
    expect(events()).toEqual(["jira:issue_created", "jira:issue_updated"]);
    const moved = taken[1] as Taken;
    expect(isSigned(moved.body, String(header(1, "x-hub-signature")), [SECRET])).toBe(true);
    expect(decideDelivery(JSON.parse(moved.body.toString()), jiraConfig)).toEqual({ key: "INFRA-1" });
    expect(JSON.parse(moved.body.toString()).changelog.items).toEqual([
      expect.objectContaining({ field: "status", fromString: "To Do", toString: "Ready" }),
    ]);
  });

  it("come again with the same identifier until they are taken, five times at most", async () => {
    answers = [503, 429];
    jira.createIssue({ key: "INFRA-1", status: "Ready" });
    await jira.settled();
    expect(jira.deliveries.map(({ retry, status }) => [retry, status])).toEqual([
      [0, 503],
      [1, 429],
      [2, 202],
    ]);
    expect(taken.map((_, index) => header(index, "x-atlassian-webhook-retry"))).toEqual([
      undefined,
      "1",
      "2",
    ]);
    expect(new Set(taken.map((_, index) => header(index, "x-atlassian-webhook-identifier"))).size).toBe(1);
    answers = Array(9).fill(500);
    jira.moveIssue("INFRA-1", "Provisioned");
    await jira.settled();
    expect(jira.deliveries).toHaveLength(3 + 6);
  });

  it.each([400, 401, 413])("do not come again after %i", async (status) => {
    answers = [status];
    jira.createIssue({ key: "INFRA-1", status: "Ready" });
    await jira.settled();
    expect(jira.deliveries).toHaveLength(1);
  });

  it("tell of what is done through the REST API too", async () => {
    jira.createIssue({ key: "INFRA-1", status: "Ready" });
    await jira.settled();
    const client = createJiraClient({ baseUrl: jira.url, credentials: async () => credentials });
    await client.transition("INFRA-1", "Provisioned");
    await jira.settled();
    expect(events()).toEqual(["jira:issue_created", "jira:issue_updated"]);
  });
});

describe("the Jira stand-in", () => {
  it("refuses what the workflow, the fields or the log-in do not allow", async () => {
    jira.createIssue({ key: "INFRA-1", status: "Ready" });
    expect(() => jira.moveIssue("INFRA-1", "Closed")).toThrow(/offers no move/);
    expect(() => jira.createIssue({ key: "INFRA-1", status: "Ready" })).toThrow(/already/);
    expect(() => jira.createIssue({ key: "INFRA-2", status: "Nowhere" })).toThrow(/no status/);
    expect(() => jira.editIssue("INFRA-1", { customfield_9: "x" })).toThrow(/no field customfield_9/);
    expect((await fetch(`${jira.url}/rest/api/3/issue/INFRA-1`)).status).toBe(401);
  });

  it.each([
    ["POST", "/rest/api/3/issue/INFRA-1/comments", {}, 404],
    ["PUT", "/rest/api/3/issue/INFRA-1/comment", {}, 405],
    ["POST", "/rest/api/3/issue/INFRA-9/comment", {}, 404],
    ["POST", "/rest/api/3/issue/INFRA-1/comment", { body: "plain text" }, 400],
    ["POST", "/rest/api/3/issue/INFRA-1/transitions", { transition: { id: "999" } }, 400],
    ["POST", "/rest/api/3/issue/INFRA-1/transitions", {}, 400],
  ])("answers %s %s with %j by %i", async (method, path, body, status) => {
    jira.createIssue({ key: "INFRA-1", status: "Ready" });
    const authorization = `Basic ${Buffer.from("bot@acme.example:api-token").toString("base64")}`;
    const response = await fetch(jira.url + path, {
      method,
      headers: { authorization },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(status);
  });
});
