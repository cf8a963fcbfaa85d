import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { parseArn } from "./arn";
import type { Aws } from "./aws";
import type { Invoker } from "./invoker";
import type { DeployedFunction, InvokeResult, InvokeSource } from "./model";
import { queueUrl } from "./queue-url";

/** Invokes as events do: retried on failure, then sent to the dead-letter queue and the failure destination. */
export interface AsyncInvoker {
  /** Result of the last attempt. */
  invoke(name: string, event: unknown, source: InvokeSource): Promise<InvokeResult>;
}

interface Outcome {
  readonly requestId: string;
  readonly event: unknown;
  readonly attempts: number;
  readonly result: InvokeResult;
}

export function createAsyncInvoker(
  aws: Aws,
  invoker: Invoker,
  retryDelaysMs: readonly number[],
): AsyncInvoker {
  const attemptAll = async (
    deployed: DeployedFunction,
    event: unknown,
    source: InvokeSource,
  ): Promise<Outcome> => {
    const requestId = randomUUID();
    for (let attempts = 1; ; attempts += 1) {
      const result = await invoker.invoke(deployed.name, event, source, requestId, attempts);
      if (!result.error || attempts > deployed.async.retries) return { requestId, event, attempts, result };
      await sleep(retryDelaysMs[attempts - 1] ?? retryDelaysMs.at(-1) ?? 0);
    }
  };

  return {
    invoke: async (name, event, source) => {
      const deployed = invoker.find(name);
      if (!deployed) throw new Error(`no function ${name} is deployed`);
      const outcome = await attemptAll(deployed, event, source);
      const send = async (
        arn: string,
        body: unknown,
        attributes: Record<string, string> = {},
      ): Promise<void> => {
        if (parseArn(arn).service !== "sqs")
          throw new Error(`cannot send to ${arn}: only queues are supported`);
        const url = await queueUrl(aws.sqs, arn);
        await sendMessage(await aws.sqsAs(deployed.roleArn, deployed.name), url, body, attributes);
      };
      const { onFailure, onSuccess } = deployed.async;
      const error = outcome.result.error;
      if (error && deployed.deadLetterArn) {
        const attributes = {
          RequestID: outcome.requestId,
          ErrorCode: "200",
          ErrorMessage: error.errorMessage.slice(0, 1024),
        };
        await send(deployed.deadLetterArn, event, attributes);
      }
      const destination = error ? onFailure : onSuccess;
      if (destination) await send(destination, destinationRecord(deployed, outcome));
      return outcome.result;
    },
  };
}

/** Shape: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function destinationRecord(
  deployed: DeployedFunction,
  { requestId, event, attempts, result }: Outcome,
): object {
  return {
    version: "1.0",
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `${deployed.arn}:$LATEST`,
      condition: result.error ? "RetriesExhausted" : "Success",
      approximateInvokeCount: attempts,
    },
    requestPayload: event,
    responseContext: {
      statusCode: 200,
      executedVersion: "$LATEST",
      ...(result.error && { functionError: "Unhandled" }),
    },
    responsePayload: result.error ?? result.payload,
  };
}

async function sendMessage(
  sqs: SQSClient,
  url: string,
  body: unknown,
  attributes: Record<string, string>,
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: JSON.stringify(body),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
      ),
    }),
  );
}
