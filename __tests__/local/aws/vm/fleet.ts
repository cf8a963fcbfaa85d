import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeInstancesCommand,
  DescribeTagsCommand,
  EC2Client,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { TAG } from "../../../../core/vm/tags";
import { type BootBundle, CURRENT_BUNDLE_KEY, currentBundle } from "../../../../userdata/build-boot-bundle";
import { renderUserData } from "../../../../userdata/render-user-data";

export const REGION = "us-east-1";
const BUCKET = "dev-vm-boot-123456789012";
const PROFILE = "dev-vm-clienta.john-smith";

/** An AWS account with what a boot needs, on the emulator. */
export interface Fleet {
  publish(bundle: BootBundle): Promise<void>;
  /** Launches a VM; answers its id. */
  launch(tags: Readonly<Record<string, string>>): Promise<string>;
  tag(instanceId: string, key: string, value: string): Promise<void>;
  untag(instanceId: string, key: string): Promise<void>;
  state(instanceId: string): Promise<string | undefined>;
  tagOf(instanceId: string, key: string): Promise<string | undefined>;
  /** EC2's state of an instance, and the code of the reason for it. */
  view(instanceId: string): Promise<{ state: string | undefined; reason: string | undefined }>;
  close(): void;
}

/** Tags of John's VM for ClientA. */
export const JOHNS_TAGS: Readonly<Record<string, string>> = {
  [TAG.name]: "dev-ClientA-john-smith",
  [TAG.os]: "AmazonLinux2023",
  [TAG.login]: "john-smith",
  [TAG.uid]: "1234567890",
  [TAG.homeFileSystem]: "fs-0123456789abcdef0",
  [TAG.homeAccessPoint]: "fsap-0123456789abcdef0",
};

export async function makeFleet(endpoint: string): Promise<Fleet> {
  const config = {
    endpoint,
    region: REGION,
    credentials: { accessKeyId: "tests", secretAccessKey: "tests" },
  };
  const [ec2, iam, s3] = [
    new EC2Client(config),
    new IAMClient(config),
    new S3Client({ ...config, forcePathStyle: true }),
  ];
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const trust = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
  const document = JSON.stringify({ Version: "2012-10-17", Statement: trust });
  await iam.send(
    new CreateRoleCommand({ RoleName: PROFILE, Path: "/dev-vm/", AssumeRolePolicyDocument: document }),
  );
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: PROFILE, Path: "/dev-vm/" }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: PROFILE, RoleName: PROFILE }));

  const put = (Key: string, Body: Uint8Array | string) =>
    s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  const asTags = (tags: Readonly<Record<string, string>>) =>
    Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

  const tagOf = async (id: string, key: string) => {
    const { Tags } = await ec2.send(
      new DescribeTagsCommand({ Filters: [{ Name: "resource-id", Values: [id] }] }),
    );
    return Tags?.find(({ Key }) => Key === key)?.Value;
  };

  return {
    publish: async (bundle) => {
      await put(bundle.key, bundle.zip);
      await put(CURRENT_BUNDLE_KEY, currentBundle(bundle));
    },
    launch: async (tags) => {
      const { Instances } = await ec2.send(
        new RunInstancesCommand({
          ImageId: "ami-12c6146b",
          MinCount: 1,
          MaxCount: 1,
          UserData: Buffer.from(renderUserData({ bucket: BUCKET })).toString("base64"),
          IamInstanceProfile: { Name: PROFILE },
          TagSpecifications: [{ ResourceType: "instance", Tags: asTags(tags) }],
        }),
      );
      const instanceId = Instances?.[0]?.InstanceId;
      if (!instanceId) throw new Error("RunInstances made no instance");
      return instanceId;
    },
    tag: async (id, key, value) => {
      await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: asTags({ [key]: value }) }));
    },
    untag: async (id, key) => {
      await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: key }] }));
    },
    state: (id) => tagOf(id, TAG.state),
    tagOf,
    view: async (id) => {
      const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
      const instance = Reservations?.[0]?.Instances?.[0];
      return { state: instance?.State?.Name, reason: instance?.StateReason?.Code };
    },
    close: () => {
      for (const client of [ec2, iam, s3]) client.destroy();
    },
  };
}
