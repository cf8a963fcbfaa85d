import { SQSClient } from "@aws-sdk/client-sqs";
import { REQUEST_LIMITS } from "./request-limits";

/** A queue's URL names the queue and no more: the endpoint is the Region's, or the environment's. */
export function createQueueClient(): SQSClient {
  return new SQSClient({ ...REQUEST_LIMITS, useQueueUrlAsEndpoint: false });
}
