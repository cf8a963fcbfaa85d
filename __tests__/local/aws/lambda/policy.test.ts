import { allowsService } from "../../../../local/aws/lambda/policy";

const rule = "arn:aws:events:us-east-1:123456789012:rule/states";
const call = {
  service: "events.amazonaws.com",
  action: "lambda:InvokeFunction",
  sourceArn: rule,
  account: "123456789012",
};
const granted = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "lambda:InvokeFunction",
};

describe("a resource policy", () => {
  it.each([
    ["names the service", granted, true],
    [
      "names it among others",
      { ...granted, Principal: { Service: ["a.amazonaws.com", "events.amazonaws.com"] } },
      true,
    ],
    ["names another service", { ...granted, Principal: { Service: "s3.amazonaws.com" } }, false],
    ["names another action", { ...granted, Action: "lambda:GetFunction" }, false],
    ["covers the action by a wildcard", { ...granted, Action: ["lambda:*"] }, true],
    ["denies", { ...granted, Effect: "Deny" }, false],
    ["names the source", { ...granted, Condition: { ArnLike: { "AWS:SourceArn": rule } } }, true],
    [
      "covers the source by a wildcard",
      { ...granted, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/*" } } },
      true,
    ],
    ["names another source", { ...granted, Condition: { ArnLike: { "aws:SourceArn": `${rule}-2` } } }, false],
    [
      "takes a wildcard literally in StringEquals",
      { ...granted, Condition: { StringEquals: { "aws:SourceArn": "arn:*" } } },
      false,
    ],
    [
      "names another account",
      { ...granted, Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } },
      false,
    ],
    [
      "asks for what is not known",
      { ...granted, Condition: { Bool: { "aws:SecureTransport": "true" } } },
      false,
    ],
  ])("that %s", (_case, statement, allowed) => {
    expect(allowsService(JSON.stringify({ Statement: [statement] }), call)).toBe(allowed);
  });

  it("that is not there allows nothing", () => {
    expect(allowsService(undefined, call)).toBe(false);
  });
});
