import { ChangeMessageVisibilityCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { TICKET_DELIVERIES } from "./contract";
import { RetryLaterError } from "./errors";

const PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 15 * 60;

export function isLastDelivery(record: SQSRecord): boolean {
  return deliveries(record) >= TICKET_DELIVERIES;
}

/** Makes a failed message visible sooner than the queue's own time-out does, which is meant for a killed function. */
export async function redeliverSoon(
  sqs: Pick<SQSClient, "send">,
  record: SQSRecord,
  error: unknown,
): Promise<void> {
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl(record.eventSourceARN),
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: pauseSeconds(record, error),
    }),
  );
}

function pauseSeconds(record: SQSRecord, error: unknown): number {
  const asked = error instanceof RetryLaterError ? error.pauseSeconds : undefined;
  return Math.min(asked ?? PAUSE_SECONDS * deliveries(record), LONGEST_PAUSE_SECONDS);
}

function deliveries({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}

/** Built from account and name, so that the function needs no permission to ask for the URL. */
function queueUrl(arn: string): string {
  const [, partition, , region, account, name] = arn.split(":");
  const suffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://sqs.${region}.${suffix}/${account}/${name}`;
}
