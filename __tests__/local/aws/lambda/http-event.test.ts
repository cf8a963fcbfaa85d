import { httpAnswer } from "../../../../local/aws/lambda/http-event";

describe("a function's HTTP answer", () => {
  it.each([
    ["an object without a status", { a: 1 }, 200, "application/json", '{"a":1}'],
    ["a text", "hello", 200, "application/json", "hello"],
    ["nothing", null, 200, "application/json", "null"],
    ["a status alone", { statusCode: 204 }, 204, "text/plain; charset=utf-8", ""],
    ["its own type", { statusCode: 201, headers: { "Content-Type": "a/b" }, body: "x" }, 201, "a/b", "x"],
    [
      "base64",
      { statusCode: 200, body: "aGk=", isBase64Encoded: true },
      200,
      "text/plain; charset=utf-8",
      "hi",
    ],
  ])("from %s", (_case, payload, status, type, body) => {
    const answer = httpAnswer(payload);
    expect([answer?.statusCode, answer?.headers["content-type"], answer?.body.toString()]).toEqual([
      status,
      type,
      body,
    ]);
  });

  it.each([{ statusCode: "soon" }, { statusCode: 99 }, { statusCode: 200, body: { a: 1 } }])(
    "is none when it is malformed: %j",
    (payload) => {
      expect(httpAnswer(payload)).toBeUndefined();
    },
  );
});
