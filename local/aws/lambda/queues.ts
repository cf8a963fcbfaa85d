import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Aws } from "./aws";
import type { Invoker } from "./invoker";
import type { QueueMapping } from "./mappings";
import { failedMessages, sqsEvent } from "./sqs-event";

/** Maximum of messages in one ReceiveMessage or DeleteMessageBatch. */
const CALL_LIMIT = 10;
/** Maximum of batches of one worker in a pass, so that a message that always fails cannot block it. */
const PASS_LIMIT = 50;

/**
 * Invokes the mapping's function with batches until the queue has no visible message or the pass reaches its limit.
 * Polls with the function's role.
 * @returns how many batches there were.
 */
export async function pollQueue(
  aws: Aws,
  invoker: Invoker,
  mapping: QueueMapping,
  failedVisibilitySeconds?: number,
): Promise<number> {
  const deployed = invoker.find(mapping.functionName);
  if (!deployed) return 0;
  const sqs = await aws.sqsAs(deployed.roleArn, deployed.name);
  const worker = async (): Promise<number> => {
    for (let batches = 0; batches < PASS_LIMIT; batches += 1) {
      const messages = await receiveBatch(sqs, mapping);
      if (messages.length === 0) return batches;
      const failed = await invokeBatch(invoker, mapping, messages);
      await remove(
        sqs,
        mapping,
        messages.filter((one) => !failed.has(one.MessageId ?? "")),
      );
      if (failedVisibilitySeconds === undefined) continue;
      const left = messages.filter((one) => failed.has(one.MessageId ?? ""));
      await Promise.all(left.map((one) => showAfter(aws.sqs, mapping, one, failedVisibilitySeconds)));
    }
    return PASS_LIMIT;
  };
  const width = Math.min(
    mapping.maximumConcurrency ?? Number.POSITIVE_INFINITY,
    invoker.width(deployed.name),
  );
  const counts = await Promise.all(Array.from({ length: width }, worker));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Messages in the queue in any state: visible, delayed or in flight. */
export async function queueDepth(aws: Aws, queueUrl: string): Promise<{ visible: number; hidden: number }> {
  const { Attributes: attributes = {} } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["All"] }),
  );
  const count = (name: string) => Number(attributes[name as keyof typeof attributes] ?? 0);
  return {
    visible: count("ApproximateNumberOfMessages"),
    hidden: count("ApproximateNumberOfMessagesNotVisible") + count("ApproximateNumberOfMessagesDelayed"),
  };
}

async function receiveBatch(sqs: SQSClient, mapping: QueueMapping): Promise<Message[]> {
  const batch: Message[] = [];
  while (batch.length < mapping.batchSize) {
    const { Messages: received = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: mapping.queueUrl,
        MaxNumberOfMessages: Math.min(mapping.batchSize - batch.length, CALL_LIMIT),
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    if (received.length === 0) break;
    batch.push(...received);
    // A batch may be smaller than its maximum: without a batching window, AWS does not wait for more either.
    if (received.length < CALL_LIMIT) break;
  }
  return batch;
}

/** Ids of the messages that stay in the queue. */
async function invokeBatch(
  invoker: Invoker,
  mapping: QueueMapping,
  messages: readonly Message[],
): Promise<ReadonlySet<string>> {
  const ids = messages.map((one) => one.MessageId ?? "");
  const source = { kind: "queue", arn: mapping.queueArn } as const;
  const result = await invoker.invoke(mapping.functionName, sqsEvent(messages, mapping.queueArn), source);
  if (result.error) return new Set(ids);
  return mapping.reportsItemFailures ? failedMessages(ids, result.payload) : new Set();
}

async function remove(sqs: SQSClient, mapping: QueueMapping, messages: readonly Message[]): Promise<void> {
  for (let from = 0; from < messages.length; from += CALL_LIMIT) {
    const entries = messages
      .slice(from, from + CALL_LIMIT)
      .map((one, index) => ({ Id: String(index), ReceiptHandle: one.ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: mapping.queueUrl, Entries: entries }));
  }
}

async function showAfter(
  sqs: SQSClient,
  mapping: QueueMapping,
  message: Message,
  seconds: number,
): Promise<void> {
  const input = {
    QueueUrl: mapping.queueUrl,
    ReceiptHandle: message.ReceiptHandle,
    VisibilityTimeout: seconds,
  };
  await sqs.send(new ChangeMessageVisibilityCommand(input));
}
