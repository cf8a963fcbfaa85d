import { DescribeFileSystemPolicyCommand, EFSClient } from "@aws-sdk/client-efs";
import { GetPolicyCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { GetResourcePolicyCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Endpoint, jsonApi, READER } from "./json-api";

/** AWS's errors for a resource without a policy, or one that no longer exists. */
const NONE =
  /PolicyNotFound|NoSuchBucketPolicy|NoSuchBucket|ResourceNotFound|QueueDoesNotExist|NonExistentQueue|NotFoundException|FileSystemNotFound|NotFound/;

/** Reads resource policies, each once. */
export function resourcePolicies(endpoint: Endpoint): (arn: string) => Promise<unknown> {
  const config = { endpoint: endpoint.url, region: endpoint.region, credentials: READER };
  const efs = new EFSClient(config);
  const sqs = new SQSClient(config);
  const sns = new SNSClient(config);
  const lambda = new LambdaClient(config);
  const secrets = new SecretsManagerClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const known = new Map<string, Promise<unknown>>();

  const readers: Readonly<Record<string, (arn: string, name: string) => Promise<string | undefined>>> = {
    "elasticfilesystem:file-system": async (_arn, name) =>
      (await efs.send(new DescribeFileSystemPolicyCommand({ FileSystemId: name }))).Policy,
    "sqs:queue": async (_arn, name) => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
      const request = { QueueUrl, AttributeNames: ["Policy" as const] };
      return (await sqs.send(new GetQueueAttributesCommand(request))).Attributes?.["Policy"];
    },
    "sns:topic": async (arn) =>
      (await sns.send(new GetTopicAttributesCommand({ TopicArn: arn }))).Attributes?.["Policy"],
    "lambda:function": async (_arn, name) =>
      (await lambda.send(new GetPolicyCommand({ FunctionName: name }))).Policy,
    "secretsmanager:secret": async (arn) =>
      (await secrets.send(new GetResourcePolicyCommand({ SecretId: arn }))).ResourcePolicy,
    "s3:bucket": async (_arn, name) =>
      (await s3.send(new GetBucketPolicyCommand({ Bucket: name.split("/")[0] }))).Policy,
    "kms:key": async (arn) =>
      (
        await jsonApi<{ Policy: string }>(endpoint, "kms", "TrentService.GetKeyPolicy", {
          KeyId: arn,
          PolicyName: "default",
        })
      ).Policy,
  };

  const read = async (arn: string): Promise<unknown> => {
    const { type, name } = kindOf(arn);
    const reader = readers[type];
    if (!reader) return undefined;
    try {
      const text = await reader(arn, name);
      return text ? JSON.parse(text) : undefined;
    } catch (error) {
      if (NONE.test(String(error))) return undefined;
      throw error;
    }
  };
  return (arn) => {
    const { type, name } = kindOf(arn);
    const key = type === "s3:bucket" ? `${type} ${name.split("/")[0]}` : arn;
    const found = known.get(key) ?? read(arn);
    known.set(key, found);
    return found;
  };
}

/** `sqs:queue` and `dev-vm-tickets`. */
function kindOf(arn: string): { type: string; name: string } {
  const [, , service = "", , , ...rest] = arn.split(":");
  const resource = rest.join(":");
  if (service === "sqs") return { type: "sqs:queue", name: resource };
  if (service === "sns") return { type: "sns:topic", name: resource };
  if (service === "s3") return { type: "s3:bucket", name: resource };
  const [type = "", ...name] = resource.split(/[:/]/);
  return { type: `${service}:${type}`, name: name.join("/") };
}
