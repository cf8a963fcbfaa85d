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
  it("an issue has its status and raw fields", async () => {
    const issue = await client().getIssue("INFRA-1");
    expect(issue).toMatchObject({ key: "INFRA-1", status: "Ready" });
    expect(issue.fields["customfield_10001"]).toEqual({ value: "ClientA" });
  });

  it("credentials without an e-mail are sent as a bearer token", async () => {
    jira.setCredentials({ token: "scoped" });
    await expect(client(async () => ({ token: "scoped" })).getIssue("INFRA-1")).resolves.toBeDefined();
  });

  it("a missing issue is an error that will not be retried", async () => {
    const failure = client().getIssue("INFRA-404");
    await expect(failure).rejects.toThrow(JiraRefusedError);
    await expect(failure).rejects.toMatchObject({ status: 404, retryable: false });
    expect(called()).toEqual(["GET 404"]);
  });

  it("only an issue key is put into a URL", async () => {
    await expect(client().getIssue("INFRA-1/../../user")).rejects.toThrow(InvalidIssueKeyError);
    expect(jira.requests).toEqual([]);
  });

  it.each([500, 503, "drop"] as const)("a read is retried after %s", async (answer) => {
    jira.injectFault({ answer, times: 2 });
    await expect(client().getIssue("INFRA-1")).resolves.toMatchObject({ status: "Ready" });
    expect(slept).toEqual([500, 1000]);
  });

  it("a read fails after three tries with an error that may be retried later", async () => {
    jira.injectFault({ answer: 502, times: 9 });
    await expect(client().getIssue("INFRA-1")).rejects.toMatchObject({
      name: "JiraUnavailableError",
      retryable: true,
    });
    expect(called()).toEqual(["GET 502", "GET 502", "GET 502"]);
  });

  it("a read waits as long as a 429 asks", async () => {
    jira.injectFault({ answer: 429, retryAfter: 7 });
    await client().getIssue("INFRA-1");
    expect(slept).toEqual([7000]);
  });

  it("a long wait is left to the caller", async () => {
    jira.injectFault({ answer: 429, retryAfter: 3600 });
    const failure = client().getIssue("INFRA-1");
    await expect(failure).rejects.toThrow(JiraUnavailableError);
    await expect(failure).rejects.toMatchObject({ retryAfterSeconds: 3600, retryable: true });
    expect(slept).toEqual([]);
  });

  it("credentials are fetched once more after a 401", async () => {
    const refreshes: boolean[] = [];
    const source = async (refresh: boolean) => {
      refreshes.push(refresh);
      return refresh ? credentials : { ...credentials, token: "rotated away" };
    };
    await expect(client(source).getIssue("INFRA-1")).resolves.toBeDefined();
    expect(refreshes).toEqual([false, true]);
    expect(called()).toEqual(["GET 401", "GET 200"]);
  });

  it("a second 401 is an error", async () => {
    const failure = client(async () => ({ token: "wrong" })).getIssue("INFRA-1");
    await expect(failure).rejects.toThrow(JiraAuthError);
    await expect(failure).rejects.not.toThrow(/wrong/);
    expect(called()).toEqual(["GET 401", "GET 401"]);
  });

  it("no part of a token that a header cannot hold is shown", async () => {
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
  ])("an answer with %s is an error", async (_what, response) => {
    const odd = createJiraClient({
      baseUrl: jira.url,
      credentials: async () => credentials,
      fetch: async () => response,
    });
    await expect(odd.getIssue("INFRA-1")).rejects.toThrow(JiraAnswerError);
  });
});

describe("commenting", () => {
  it("a comment is posted once, with the marker hidden in a property", async () => {
    expect(await client().comment("INFRA-1", hello)).toBe("posted");
    expect(await client().comment("INFRA-1", hello)).toBe("already-posted");
    expect(jira.comments("INFRA-1")).toEqual([
      expect.objectContaining({
        body: hello.body,
        properties: [{ key: "devvm.ready-i-1", value: { posted: true } }],
      }),
    ]);
  });

  it("the marker of a comment is found on a later page", async () => {
    await client().comment("INFRA-1", hello);
    for (const n of [1, 2, 3, 4]) await client().comment("INFRA-1", { ...hello, marker: `other-${n}` });
    expect(await client().comment("INFRA-1", hello)).toBe("already-posted");
    expect(jira.comments("INFRA-1")).toHaveLength(5);
  });

  it.each([504, "drop"] as const)(
    "a comment is not posted twice when the first answer is lost (%s)",
    async (answer) => {
      jira.injectFault({ ...POST_COMMENT, answer, afterWork: true });
      expect(await client().comment("INFRA-1", hello)).toBe("posted");
      expect(jira.comments("INFRA-1")).toHaveLength(1);
    },
  );

  it.each([504, "drop"] as const)(
    "a comment is posted again when the first try did not arrive (%s)",
    async (answer) => {
      jira.injectFault({ ...POST_COMMENT, answer, times: 2 });
      expect(await client().comment("INFRA-1", hello)).toBe("posted");
      expect(jira.comments("INFRA-1")).toHaveLength(1);
    },
  );

  it("a comment fails after three lost POSTs", async () => {
    jira.injectFault({ ...POST_COMMENT, answer: 503, times: 9 });
    await expect(client().comment("INFRA-1", hello)).rejects.toThrow(JiraUnavailableError);
    expect(jira.requests.filter(({ method }) => method === "POST")).toHaveLength(3);
  });

  it("a POST that a 429 refused is repeated", async () => {
    jira.injectFault({ ...POST_COMMENT, answer: 429, retryAfter: 2 });
    expect(await client().comment("INFRA-1", hello)).toBe("posted");
    expect(slept).toEqual([2000]);
  });

  it("a refused document is an error with Jira's reason", async () => {
    const broken = { marker: "m", body: doc({ type: "paragraf" }) };
    await expect(client().comment("INFRA-1", broken)).rejects.toThrow(/400.*comment: /);
  });
});

describe("moving an issue", () => {
  it("an issue takes the transition to the status, in any letter case", async () => {
    expect(await client().transition("INFRA-1", "provisioned")).toBe("moved");
    expect(jira.issue("INFRA-1")?.status).toBe("Provisioned");
  });

  it("an issue that has the status already is not moved", async () => {
    expect(await client().transition("INFRA-1", "Ready")).toBe("already-there");
    expect(called()).toEqual(["GET 200"]);
  });

  it("a move that the workflow does not offer is reported as missing", async () => {
    expect(await client().transition("INFRA-1", "TerminateVM")).toBe("missing");
  });

  it("a move whose answer was lost is recognized and not repeated", async () => {
    jira.injectFault({ method: "POST", path: /transitions/, answer: "drop", afterWork: true });
    expect(await client().transition("INFRA-1", "Closed")).toBe("moved");
    expect(jira.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });
});
