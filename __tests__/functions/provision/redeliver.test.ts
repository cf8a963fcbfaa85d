import type { ChangeMessageVisibilityCommand } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { TICKET_DELIVERIES } from "../../../functions/provision/contract";
import { RetryLaterError } from "../../../functions/provision/errors";
import { isLastDelivery, redeliverSoon } from "../../../functions/provision/redeliver";

const record = (receives: number, partition = "aws") =>
  ({
    receiptHandle: "handle",
    eventSourceARN: `arn:${partition}:sqs:eu-west-1:123456789012:dev-vm-tickets`,
    attributes: { ApproximateReceiveCount: String(receives) },
  }) as SQSRecord;

const asked = async (of: SQSRecord, error: unknown) => {
  const inputs: unknown[] = [];
  const send = async ({ input }: ChangeMessageVisibilityCommand) => void inputs.push(input);
  await redeliverSoon({ send: send as never }, of, error);
  return inputs;
};

describe("a message that failed", () => {
  it.each([
    [1, new Error("anything"), 60],
    [3, new Error("anything"), 180],
    [40, new Error("anything"), 900],
    [3, new RetryLaterError("under way"), 180],
    [1, new RetryLaterError("takes long", { pauseSeconds: 600 }), 600],
    [1, new RetryLaterError("takes longer", { pauseSeconds: 6000 }), 900],
  ])(
    "a message that failed at delivery %i with %s becomes visible again in %i s",
    async (receives, error, VisibilityTimeout) => {
      expect(await asked(record(receives), error)).toEqual([
        {
          QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/dev-vm-tickets",
          ReceiptHandle: "handle",
          VisibilityTimeout,
        },
      ]);
    },
  );

  it("the queue's URL has the domain of its partition", async () => {
    expect(await asked(record(1, "aws-cn"), new Error())).toMatchObject([
      { QueueUrl: "https://sqs.eu-west-1.amazonaws.com.cn/123456789012/dev-vm-tickets" },
    ]);
  });

  it.each([
    [1, false],
    [TICKET_DELIVERIES - 1, false],
    [TICKET_DELIVERIES, true],
    [TICKET_DELIVERIES + 1, true],
  ])("whether delivery %i is the last: %s", (receives, last) => {
    expect(isLastDelivery(record(receives))).toBe(last);
  });
});
