import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EFSClient } from "@aws-sdk/client-efs";
import { IAMClient } from "@aws-sdk/client-iam";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { AwsClients } from "./context";

/** Without limits of time, a lost answer would hold the function until it is killed. Milliseconds. */
const requestHandler = { connectionTimeout: 3000, requestTimeout: 20_000, throwOnRequestTimeout: true };

export function createAwsClients(): AwsClients {
  const common = { requestHandler };
  return {
    ec2: new EC2Client(common),
    efs: new EFSClient(common),
    iam: new IAMClient(common),
    ssm: new SSMClient(common),
    table: DynamoDBDocumentClient.from(new DynamoDBClient(common), {
      marshallOptions: { removeUndefinedValues: true },
    }),
  };
}

/** The queue's URL names the queue and no more: the endpoint is the region's, or the environment's. */
export function createQueueClient(): SQSClient {
  return new SQSClient({ requestHandler, useQueueUrlAsEndpoint: false });
}
