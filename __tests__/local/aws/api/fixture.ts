import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  type EC2Client,
  type Instance,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from "@aws-sdk/client-ec2";
import type { Emulator } from "../../../../local/aws/api/start-emulator";

export const REGION = "us-east-1";

export function sdkConfig(
  emulator: Emulator,
  keys?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
) {
  return {
    endpoint: emulator.url,
    region: REGION,
    maxAttempts: 1,
    credentials: keys ?? { accessKeyId: "test", secretAccessKey: "test" },
  };
}

export async function anyImage(ec2: EC2Client): Promise<string> {
  const { Images } = await ec2.send(
    new DescribeImagesCommand({ Filters: [{ Name: "name", Values: ["al2023-ami-2023*-x86_64"] }] }),
  );
  return Images?.[0]?.ImageId ?? "";
}

export async function launch(ec2: EC2Client, input: Partial<RunInstancesCommandInput> = {}): Promise<string> {
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: await anyImage(ec2),
      InstanceType: "t3.large",
      MinCount: 1,
      MaxCount: 1,
      ...input,
    }),
  );
  return Instances?.[0]?.InstanceId ?? "";
}

export async function describe(ec2: EC2Client, instanceId: string): Promise<Instance> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  return Reservations?.[0]?.Instances?.[0] ?? {};
}

/** For services whose SDK is not among the dependencies: the emulator reads the signature's scope and checks nothing. */
export async function callJson(
  emulator: Emulator,
  service: string,
  target: string,
  body: unknown,
): Promise<unknown> {
  const response = await fetch(emulator.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
