import { failedMessages, sqsEvent } from "../../../../local/aws/lambda/sqs-event";

const ids = ["a", "b"];
const failing = (...items: unknown[]) => ({ batchItemFailures: items });

describe("a handler's report of failed messages", () => {
  it.each([
    ["nothing", null, []],
    ["an empty object", {}, []],
    ["no list", { batchItemFailures: null }, []],
    ["an empty list", failing(), []],
    ["one message", failing({ itemIdentifier: "b" }), ["b"]],
    ["a message that is not in the batch", failing({ itemIdentifier: "c" }), ids],
    ["an empty identifier", failing({ itemIdentifier: "" }), ids],
    ["another key", failing({ messageId: "a" }), ids],
    ["what is no list", { batchItemFailures: "a" }, ids],
  ])("with %s", (_case, answer, failed) => {
    expect([...failedMessages(ids, answer)]).toEqual(failed);
  });
});

it("an SQS event has a record a message, in Lambda's spelling", () => {
  const message = {
    MessageId: "m",
    ReceiptHandle: "r",
    Body: "b",
    MD5OfBody: "5",
    Attributes: { ApproximateReceiveCount: "1" },
    MessageAttributes: { kind: { DataType: "String", StringValue: "x" } },
  };
  expect(sqsEvent([message], "arn:aws:sqs:eu-west-1:1:q")).toEqual({
    Records: [
      {
        messageId: "m",
        receiptHandle: "r",
        body: "b",
        md5OfBody: "5",
        attributes: { ApproximateReceiveCount: "1" },
        messageAttributes: {
          kind: { stringValue: "x", stringListValues: [], binaryListValues: [], dataType: "String" },
        },
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:eu-west-1:1:q",
        awsRegion: "eu-west-1",
      },
    ],
  });
});
