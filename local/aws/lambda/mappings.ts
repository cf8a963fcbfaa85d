import {
  type EventSourceMappingConfiguration,
  paginateListEventSourceMappings,
} from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { functionName, parseArn } from "./arn";
import type { Aws } from "./aws";
import type { DeployedFunction } from "./model";
import { queueUrl } from "./queue-url";

/** An enabled event source mapping of a queue. */
export interface QueueMapping {
  readonly functionName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  /** Maximum of concurrent batches. @default the function's own maximum */
  readonly maximumConcurrency?: number;
}

/** @throws when a mapping would not work on AWS, or needs a feature that the host does not support. */
export async function readMappings(
  aws: Aws,
  functions: ReadonlyMap<string, DeployedFunction>,
): Promise<readonly QueueMapping[]> {
  const found: EventSourceMappingConfiguration[] = [];
  for await (const page of paginateListEventSourceMappings({ client: aws.lambda }, {})) {
    found.push(...(page.EventSourceMappings ?? []));
  }
  const enabled = found.filter((one) => one.State === "Enabled");
  return Promise.all(enabled.map((one) => readMapping(aws, functions, one)));
}

async function readMapping(
  aws: Aws,
  functions: ReadonlyMap<string, DeployedFunction>,
  mapping: EventSourceMappingConfiguration,
): Promise<QueueMapping> {
  const queueArn = mapping.EventSourceArn ?? "";
  const name = functionName(mapping.FunctionArn ?? "") ?? "";
  const deployed = functions.get(name);
  const label = `event source mapping ${queueArn} -> ${name}`;
  if (!deployed) throw new Error(`${label}: no such function`);
  if (parseArn(queueArn).service !== "sqs") throw new Error(`${label}: only queues are supported`);
  if (mapping.FilterCriteria?.Filters?.length) throw new Error(`${label}: filters are not supported`);

  const url = await queueUrl(aws.sqs, queueArn);
  const { Attributes: attributes } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["VisibilityTimeout"] }),
  );
  const visibility = Number(attributes?.["VisibilityTimeout"] ?? 30);
  if (visibility < deployed.timeoutSeconds) {
    // AWS refuses such a mapping with InvalidParameterValueException.
    throw new Error(
      `${label}: the queue's visibility timeout ${visibility} s is less than the function's ${deployed.timeoutSeconds} s`,
    );
  }
  return {
    functionName: name,
    queueArn,
    queueUrl: url,
    batchSize: mapping.BatchSize ?? 10,
    reportsItemFailures: mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency,
  };
}
