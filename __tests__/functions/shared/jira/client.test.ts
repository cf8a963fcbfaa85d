import { inspect } from "node:util";
import { doc, paragraph } from "../../../../functions/shared/jira/adf";
import { createJiraClient } from "../../../../functions/shared/jira/client";
import {
  InvalidIssueKeyError,
  JiraAnswerError,
  JiraAuthError,
  JiraCredentialsError,
  JiraRefusedError,
  JiraUnavailableError,
} from "../../../../functions/shared/jira/errors";
import type { JiraCredentials } from "../../../../functions/shared/jira/model";
import { type JiraStandIn, startJira } from "../../../../local/jira/start-jira";

const credentials: JiraCredentials = { email: "bot@acme.example", token: "api-token" };
const hello = { marker: "ready-i-1", body: doc(paragraph("Hello")) };
const POST_COMMENT = { method: "POST", path: /\/comment$/ };

let jira: JiraStandIn;
let slept: number[];

const client = (given = async (_refresh: boolean) => credentials) =>
  createJiraClient({
    baseUrl: jira.url,
    credentials: given,
    sleep: async (ms) => {
      slept.push(ms);
    },
  });
const called = () => jira.requests.map(({ method, status }) => `${method} ${status}`);

beforeEach(async () => {
  slept = [];
  jira = await startJira({
    credentials,
    workflow: { Ready: ["Provisioned", "Closed"], Provisioned: ["Closed"], Closed: [] },
    customFields: ["customfield_10001"],
    commentsPerPage: 2,
  });
  jira.createIssue({ key: "INFRA-1", status: "Ready", fields: { customfield_10001: { value: "ClientA" } } });
});

afterEach(() => jira.stop());

describe("reading an issue", () => {
  it("gives its status and raw fields", async () => {
    const issue = await client().getIssue("INFRA-1");
    expect(issue).toMatchObject({ key: "INFRA-1", status: "Ready" });
    expect(issue.fields["customfield_10001"]).toEqual({ value: "ClientA" });
  });

  it("sends a bearer token when there is no e-mail", async () => {
    jira.setCredentials({ token: "scoped" });
    await expect(client(async () => ({ token: "scoped" })).getIssue("INFRA-1")).resolves.toBeDefined();
  });

  it("fails for good when there is no such issue", async () => {
    const failure = client().getIssue("INFRA-404");
    await expect(failure).rejects.toThrow(JiraRefusedError);
    await expect(failure).rejects.toMatchObject({ status: 404, retryable: false });
    expect(called()).toEqual(["GET 404"]);
  });

  it("never puts anything but an issue key into a URL", async () => {
    await expect(client().getIssue("INFRA-1/../../user")).rejects.toThrow(InvalidIssueKeyError);
    expect(jira.requests).toEqual([]);
  });

  it.each([500, 503, "drop"] as const)("tries again after %s", async (answer) => {
    jira.injectFault({ answer, times: 2 });
    await expect(client().getIssue("INFRA-1")).resolves.toMatchObject({ status: "Ready" });
    expect(slept).toEqual([500, 1000]);
  });

  it("gives up after three tries, and says that it may be tried later", async () => {
    jira.injectFault({ answer: 502, times: 9 });
    await expect(client().getIssue("INFRA-1")).rejects.toMatchObject({
      name: "JiraUnavailableError",
      retryable: true,
    });
    expect(called()).toEqual(["GET 502", "GET 502", "GET 502"]);
  });

  it("waits as long as a 429 asks", async () => {
    jira.injectFault({ answer: 429, retryAfter: 7 });
    await client().getIssue("INFRA-1");
    expect(slept).toEqual([7000]);
  });

  it("leaves a long wait to its caller", async () => {
    jira.injectFault({ answer: 429, retryAfter: 3600 });
    const failure = client().getIssue("INFRA-1");
    await expect(failure).rejects.toThrow(JiraUnavailableError);
    await expect(failure).rejects.toMatchObject({ retryAfterSeconds: 3600, retryable: true });
    expect(slept).toEqual([]);
  });

  it("fetches credentials once more after a 401", async () => {
    const refreshes: boolean[] = [];
    const source = async (refresh: boolean) => {
      refreshes.push(refresh);
      return refresh ? credentials : { ...credentials, token: "rotated away" };
    };
    await expect(client(source).getIssue("INFRA-1")).resolves.toBeDefined();
    expect(refreshes).toEqual([false, true]);
    expect(called()).toEqual(["GET 401", "GET 200"]);
  });

  it("does so once only", async () => {
    const failure = client(async () => ({ token: "wrong" })).getIssue("INFRA-1");
    await expect(failure).rejects.toThrow(JiraAuthError);
    await expect(failure).rejects.not.toThrow(/wrong/);
    expect(called()).toEqual(["GET 401", "GET 401"]);
  });

  it("shows no part of a token that no header can hold", async () => {
    const token = "abc\nhunter2";
    const error = await client(async () => ({ token }))
      .getIssue("INFRA-1")
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(JiraCredentialsError);
    expect(inspect(error, { depth: null })).not.toContain("hunter2");
    expect(jira.requests).toEqual([]);
  });

  it.each([
    ["a page", new Response("<html>", { status: 200 })],
    ["other JSON", new Response("{}", { status: 200 })],
  ])("is told from %s", async (_what, response) => {
    const odd = createJiraClient({
      baseUrl: jira.url,
      credentials: async () => credentials,
      fetch: async () => response,
    });
    await expect(odd.getIssue("INFRA-1")).rejects.toThrow(JiraAnswerError);
  });
});

describe("commenting", () => {
  it("posts once, with the marker hidden in a property", async () => {
    expect(await client().comment("INFRA-1", hello)).toBe("posted");
    expect(await client().comment("INFRA-1", hello)).toBe("already-posted");
    expect(jira.comments("INFRA-1")).toEqual([
      expect.objectContaining({
        body: hello.body,
        properties: [{ key: "devvm.ready-i-1", value: { posted: true } }],
      }),
    ]);
  });

  it("finds its marker on a later page", async () => {
    await client().comment("INFRA-1", hello);
    for (const n of [1, 2, 3, 4]) await client().comment("INFRA-1", { ...hello, marker: `other-${n}` });
    expect(await client().comment("INFRA-1", hello)).toBe("already-posted");
    expect(jira.comments("INFRA-1")).toHaveLength(5);
  });

  it.each([504, "drop"] as const)(
    "posts no second time when the first answer is lost (%s)",
    async (answer) => {
      jira.injectFault({ ...POST_COMMENT, answer, afterWork: true });
      expect(await client().comment("INFRA-1", hello)).toBe("posted");
      expect(jira.comments("INFRA-1")).toHaveLength(1);
    },
  );

  it.each([504, "drop"] as const)("posts again when the first try did not arrive (%s)", async (answer) => {
    jira.injectFault({ ...POST_COMMENT, answer, times: 2 });
    expect(await client().comment("INFRA-1", hello)).toBe("posted");
    expect(jira.comments("INFRA-1")).toHaveLength(1);
  });

  it("gives up after three lost POSTs", async () => {
    jira.injectFault({ ...POST_COMMENT, answer: 503, times: 9 });
    await expect(client().comment("INFRA-1", hello)).rejects.toThrow(JiraUnavailableError);
    expect(jira.requests.filter(({ method }) => method === "POST")).toHaveLength(3);
  });

  it("repeats a POST that a 429 turned away", async () => {
    jira.injectFault({ ...POST_COMMENT, answer: 429, retryAfter: 2 });
    expect(await client().comment("INFRA-1", hello)).toBe("posted");
    expect(slept).toEqual([2000]);
  });

  it("fails for good, with Jira's reason, when the document is refused", async () => {
    const broken = { marker: "m", body: doc({ type: "paragraf" }) };
    await expect(client().comment("INFRA-1", broken)).rejects.toThrow(/400.*comment: /);
  });
});

describe("moving an issue", () => {
  it("takes the transition that leads to the status, in whatever case", async () => {
    expect(await client().transition("INFRA-1", "provisioned")).toBe("moved");
    expect(jira.issue("INFRA-1")?.status).toBe("Provisioned");
  });

  it("does nothing when it is there", async () => {
    expect(await client().transition("INFRA-1", "Ready")).toBe("already-there");
    expect(called()).toEqual(["GET 200"]);
  });

  it("says when the workflow offers no such move", async () => {
    expect(await client().transition("INFRA-1", "TerminateVM")).toBe("missing");
  });

  it("knows its own move when the answer was lost", async () => {
    jira.injectFault({ method: "POST", path: /transitions/, answer: "drop", afterWork: true });
    expect(await client().transition("INFRA-1", "Closed")).toBe("moved");
    expect(jira.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });
});
