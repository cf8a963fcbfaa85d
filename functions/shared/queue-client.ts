import { SQSClient } from "@aws-sdk/client-sqs";
import { REQUEST_LIMITS } from "./request-limits";

/** A queue's URL only identifies the queue: the endpoint is the Region's, or that of the environment. */
export function createQueueClient(): SQSClient {
  return new SQSClient({ ...REQUEST_LIMITS, useQueueUrlAsEndpoint: false });
}
