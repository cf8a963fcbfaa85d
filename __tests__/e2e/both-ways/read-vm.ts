import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  EC2Client,
  type Instance,
} from "@aws-sdk/client-ec2";
import { DescribeAccessPointsCommand, EFSClient } from "@aws-sdk/client-efs";
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { type Person, roleName } from "../../../core/vm/names";
import { TAG } from "../../../core/vm/tags";

/** All that AWS knows of one VM: the instance, its volume, its role and profile, its home. */
export type VmFacts = Readonly<Record<string, unknown>>;

interface Where {
  readonly endpoint: string;
  readonly region: string;
  readonly project: string;
}

/** @throws Error where the person has not one VM */
export async function readVm({ endpoint, region, project }: Where, person: Person): Promise<VmFacts> {
  const common = { endpoint, region, credentials: { accessKeyId: "person", secretAccessKey: "person" } };
  const ec2 = new EC2Client(common);
  const instance = await theInstance(ec2, person);
  const [attributes, volumes, identity, home] = await Promise.all([
    readAttributes(ec2, instance.InstanceId ?? ""),
    ec2.send(
      new DescribeVolumesCommand({
        Filters: [{ Name: "attachment.instance-id", Values: [instance.InstanceId ?? ""] }],
      }),
    ),
    readIdentity(new IAMClient(common), roleName(project, person)),
    readHome(new EFSClient(common), instance),
  ]);
  return { instance, attributes, volumes: volumes.Volumes, ...identity, home };
}

async function theInstance(ec2: EC2Client, { developer }: Person): Promise<Instance> {
  const Filters = [{ Name: `tag:${TAG.developer}`, Values: [developer] }];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  const [instance, ...others] = Reservations.flatMap(({ Instances = [] }) => Instances);
  if (!instance || others.length > 0)
    throw new Error(`${developer} has ${others.length + (instance ? 1 : 0)} VMs`);
  return instance;
}

async function readAttributes(ec2: EC2Client, InstanceId: string) {
  const read = async (
    Attribute: "disableApiTermination" | "instanceInitiatedShutdownBehavior" | "userData",
  ) => ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute }));
  const [termination, shutdown, data] = [
    await read("disableApiTermination"),
    await read("instanceInitiatedShutdownBehavior"),
    await read("userData"),
  ];
  return {
    terminationProtected: termination.DisableApiTermination?.Value,
    onShutdown: shutdown.InstanceInitiatedShutdownBehavior?.Value,
    userData: data.UserData?.Value,
  };
}

async function readIdentity(iam: IAMClient, name: string) {
  const [role, attached, inline, profile] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName: name })),
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name })),
    iam.send(new ListRolePoliciesCommand({ RoleName: name })),
    iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name })),
  ]);
  const trust = JSON.parse(decodeURIComponent(role.Role?.AssumeRolePolicyDocument ?? "{}"));
  return {
    role: { ...role.Role, AssumeRolePolicyDocument: trust },
    attachedPolicies: attached.AttachedPolicies,
    inlinePolicies: inline.PolicyNames,
    profile: {
      ...profile.InstanceProfile,
      Roles: profile.InstanceProfile?.Roles?.map(({ Arn }) => Arn),
    },
  };
}

async function readHome(efs: EFSClient, { Tags = [] }: Instance) {
  const AccessPointId = Tags.find(({ Key }) => Key === TAG.homeAccessPoint)?.Value;
  const { AccessPoints } = await efs.send(new DescribeAccessPointsCommand({ AccessPointId }));
  return AccessPoints?.[0];
}
