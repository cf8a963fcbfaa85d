import { GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { parseArn } from "./arn";

/**
 * URL of the queue with this ARN.
 * @throws when there is no such queue.
 */
export async function queueUrl(sqs: SQSClient, arn: string): Promise<string> {
  const { QueueUrl: url } = await sqs.send(new GetQueueUrlCommand({ QueueName: parseArn(arn).resource }));
  if (!url) throw new Error(`no queue ${arn}`);
  return url;
}
