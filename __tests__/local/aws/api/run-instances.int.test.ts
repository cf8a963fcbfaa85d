import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInstanceAttributeCommand,
  DescribeVolumesCommand,
  EC2Client,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { type Emulator, startEmulator } from "../../../../local/aws/api/start-emulator";
import { anyImage, describe as describeInstance, launch, sdkConfig } from "./fixture";

jest.setTimeout(30_000);

const base64 = (text: string) => Buffer.from(text).toString("base64");
let emulator: Emulator;
let ec2: EC2Client;
let iam: IAMClient;
let subnets: string[];

beforeAll(async () => {
  emulator = await startEmulator();
  ec2 = new EC2Client(sdkConfig(emulator));
  iam = new IAMClient(sdkConfig(emulator));
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const subnet = async (zone: string, CidrBlock: string) => {
    const made = await ec2.send(
      new CreateSubnetCommand({ VpcId: Vpc?.VpcId, AvailabilityZone: `us-east-1${zone}`, CidrBlock }),
    );
    return made.Subnet?.SubnetId ?? "";
  };
  subnets = [
    await subnet("a", "10.0.1.0/24"),
    await subnet("a", "10.0.2.0/24"),
    await subnet("b", "10.0.3.0/24"),
  ];
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: "dev-vm-test",
      TagSpecifications: [{ ResourceType: "launch-template", Tags: [{ Key: "Own", Value: "template" }] }],
      LaunchTemplateData: {
        UserData: base64("#!/bin/sh\necho one\n"),
        MetadataOptions: {
          HttpTokens: "required",
          HttpPutResponseHopLimit: 2,
          InstanceMetadataTags: "enabled",
        },
        BlockDeviceMappings: [
          {
            DeviceName: "/dev/xvda",
            Ebs: { Encrypted: true, VolumeType: "gp3", VolumeSize: 30, DeleteOnTermination: true },
          },
        ],
        TagSpecifications: [
          {
            ResourceType: "instance",
            Tags: [
              { Key: "Name", Value: "template" },
              { Key: "Kept", Value: "template" },
            ],
          },
          { ResourceType: "volume", Tags: [{ Key: "Kept", Value: "template" }] },
        ],
      },
    }),
  );
});
afterAll(async () => {
  ec2?.destroy();
  iam?.destroy();
  await emulator?.stop();
});

const LaunchTemplate = { LaunchTemplateName: "dev-vm-test" };
const tagsOf = (tags: { Key?: string; Value?: string }[] = []) =>
  Object.fromEntries(
    tags.map(({ Key, Value }) => [Key ?? "", Value]).filter(([key]) => !key?.startsWith("aws:")),
  );

test("the request completes the template, by device and by tag", async () => {
  const id = await launch(ec2, {
    LaunchTemplate,
    BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { VolumeSize: 100 } }],
    TagSpecifications: [
      { ResourceType: "instance", Tags: [{ Key: "Name", Value: "request" }] },
      { ResourceType: "volume", Tags: [{ Key: "Name", Value: "request" }] },
    ],
  });
  const instance = await describeInstance(ec2, id);
  expect(tagsOf(instance.Tags)).toEqual({ Name: "request", Kept: "template" });
  expect(instance.MetadataOptions).toMatchObject({
    HttpTokens: "required",
    HttpPutResponseHopLimit: 2,
    InstanceMetadataTags: "enabled",
  });
  const { Volumes } = await ec2.send(
    new DescribeVolumesCommand({ Filters: [{ Name: "attachment.instance-id", Values: [id] }] }),
  );
  expect(Volumes).toHaveLength(1);
  expect(Volumes?.[0]).toMatchObject({
    Size: 100,
    VolumeType: "gp3",
    Encrypted: true,
    Iops: 3000,
    Throughput: 125,
  });
  expect(tagsOf(Volumes?.[0]?.Tags)).toEqual({ Name: "request", Kept: "template" });
});

test("a mapping for another device leaves the image's root volume as it is", async () => {
  const id = await launch(ec2, {
    BlockDeviceMappings: [{ DeviceName: "/dev/sda1", Ebs: { VolumeSize: 100 } }],
  });
  const instance = await describeInstance(ec2, id);
  expect(instance.RootDeviceName).toBe("/dev/xvda");
  expect(instance.BlockDeviceMappings?.map((mapping) => mapping.DeviceName).sort()).toEqual([
    "/dev/sda1",
    "/dev/xvda",
  ]);
});

test("an instance's user data is the template version's", async () => {
  await ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateName: "dev-vm-test",
      LaunchTemplateData: { UserData: base64("#!/bin/sh\necho two\n") },
    }),
  );
  const userData = async (Version: string) => {
    const InstanceId = await launch(ec2, { LaunchTemplate: { ...LaunchTemplate, Version } });
    const read = await ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute: "userData" }));
    return read.UserData?.Value;
  };
  expect([await userData("1"), await userData("2")]).toEqual([
    base64("#!/bin/sh\necho one\n"),
    base64("#!/bin/sh\necho two\n"),
  ]);
});

test("a client token repeated with the same parameters finds the same instance", async () => {
  const request = { ClientToken: "token-same", SubnetId: subnets[0] };
  expect(await launch(ec2, request)).toBe(await launch(ec2, request));
});

test("a client token with other parameters is refused, also with another subnet of the same zone", async () => {
  await launch(ec2, { ClientToken: "token-other", SubnetId: subnets[0] });
  const mismatch = { name: "IdempotentParameterMismatch" };
  await expect(
    launch(ec2, { ClientToken: "token-other", SubnetId: subnets[0], InstanceType: "t3.xlarge" }),
  ).rejects.toMatchObject(mismatch);
  await expect(launch(ec2, { ClientToken: "token-other", SubnetId: subnets[1] })).rejects.toMatchObject(
    mismatch,
  );
});

test("a client token is another one in another zone", async () => {
  const first = await launch(ec2, { ClientToken: "token-zonal", SubnetId: subnets[0] });
  expect(await launch(ec2, { ClientToken: "token-zonal", SubnetId: subnets[2] })).not.toBe(first);
});

test("parallel requests with one client token launch one instance", async () => {
  const request = { ClientToken: "token-race", SubnetId: subnets[0] };
  const ids = await Promise.all(Array.from({ length: 8 }, () => launch(ec2, request)));
  expect(new Set(ids).size).toBe(1);
});

test("an instance without a public address has no association", async () => {
  const instance = await describeInstance(ec2, await launch(ec2, { SubnetId: subnets[0] }));
  expect(instance.NetworkInterfaces?.[0]?.Association).toBeUndefined();
});

test.each([
  ["no image", { ImageId: undefined }, "MissingParameter"],
  ["an unknown image", { ImageId: "ami-0123456789abcdef0" }, "InvalidAMIID.NotFound"],
  ["an unknown type", { InstanceType: "t3.gigantic" as "t3.large" }, "InvalidInstanceType.NotFound"],
  ["an unknown profile", { IamInstanceProfile: { Name: "nobody" } }, "InvalidParameterValue"],
])("%s is refused", async (_what, request, name) => {
  await expect(launch(ec2, request)).rejects.toMatchObject({ name });
});

test("every instance of a launch has the instance profile", async () => {
  await iam.send(new CreateRoleCommand({ RoleName: "vm", Path: "/dev-vm/", AssumeRolePolicyDocument: "{}" }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "vm", Path: "/dev-vm/" }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "vm", RoleName: "vm" }));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: await anyImage(ec2),
      InstanceType: "t3.large",
      MinCount: 1,
      MaxCount: 2,
      IamInstanceProfile: { Name: "vm" },
    }),
  );
  expect(Instances).toHaveLength(2);
  for (const { InstanceId = "" } of Instances ?? []) {
    const { IamInstanceProfile } = await describeInstance(ec2, InstanceId);
    expect(IamInstanceProfile?.Arn).toBe("arn:aws:iam::123456789012:instance-profile/dev-vm/vm");
  }
});
