import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { strToU8, zipSync } from "fflate";

export const ACCOUNT = "123456789012";
export const REGION = "us-east-1";
const credentials = { accessKeyId: "AKIATEST000000000000", secretAccessKey: "test" };

/** The configuration that SDK clients of the tests take. */
export function sdk(endpoint: string) {
  return { endpoint, region: REGION, credentials };
}

export function zip(source: string): Uint8Array {
  return zipSync({ "index.js": strToU8(source) }, { mtime: new Date("2030-01-01T00:00:00Z") });
}

export async function createRole(endpoint: string, name: string, service: string): Promise<string> {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  };
  const input = { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) };
  const { Role: role } = await new IAMClient(sdk(endpoint)).send(new CreateRoleCommand(input));
  return role?.Arn ?? "";
}

/** Deploys a function of that source; returns its ARN. */
export async function createFunction(
  endpoint: string,
  name: string,
  source: string,
  settings: Partial<CreateFunctionCommandInput> = {},
): Promise<string> {
  const { FunctionArn: arn } = await new LambdaClient(sdk(endpoint)).send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: `arn:aws:iam::${ACCOUNT}:role/functions`,
      Handler: "index.handler",
      Runtime: "nodejs22.x",
      Timeout: 10,
      Code: { ZipFile: zip(source) },
      ...settings,
    }),
  );
  return arn ?? "";
}

export async function allow(
  endpoint: string,
  name: string,
  service: string,
  sourceArn: string,
): Promise<void> {
  const input = {
    FunctionName: name,
    StatementId: service.split(".")[0],
    Action: "lambda:InvokeFunction",
    Principal: service,
    SourceArn: sourceArn,
  };
  await new LambdaClient(sdk(endpoint)).send(new AddPermissionCommand(input));
}

export async function createQueue(
  endpoint: string,
  name: string,
  attributes: Record<string, string> = {},
): Promise<{ url: string; arn: string }> {
  const sqs = new SQSClient(sdk(endpoint));
  const { QueueUrl: url = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  const input = { QueueUrl: url, AttributeNames: ["QueueArn" as const] };
  const { Attributes: found } = await sqs.send(new GetQueueAttributesCommand(input));
  return { url, arn: found?.QueueArn ?? "" };
}
