import { DescribeInstanceAttributeCommand, DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetInstanceProfileCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { VmCredentials, VmInstance } from "./model";

/** The host's calls to the emulator on behalf of AWS itself; none of them is a VM's own call. */
export interface HostAws {
  instance(instanceId: string): Promise<VmInstance>;
  /** Decoded user data; empty when there is none. */
  userData(instanceId: string): Promise<string>;
  /** Credentials of the instance's role, with the instance's id as session name; undefined without a role. */
  credentials(instance: VmInstance): Promise<VmCredentials | undefined>;
  close(): void;
}

export function hostAws(endpoint: string, region: string): HostAws {
  const config = { endpoint, region, credentials: { accessKeyId: "vm-host", secretAccessKey: "vm-host" } };
  const ec2 = new EC2Client(config);
  const iam = new IAMClient(config);
  const sts = new STSClient(config);

  async function instance(instanceId: string): Promise<VmInstance> {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
    const found = Reservations?.[0]?.Instances?.[0];
    if (!found) throw new Error(`No instance ${instanceId}`);
    const tags = (found.Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]);
    return {
      instanceId,
      region,
      availabilityZone: found.Placement?.AvailabilityZone ?? `${region}a`,
      accountId: Reservations?.[0]?.OwnerId ?? "",
      imageId: found.ImageId ?? "",
      instanceType: found.InstanceType ?? "",
      privateIp: found.PrivateIpAddress ?? "",
      tags: Object.fromEntries(tags),
      profile: found.IamInstanceProfile?.Arn?.split("/").at(-1),
    };
  }

  async function userData(instanceId: string): Promise<string> {
    const request = { InstanceId: instanceId, Attribute: "userData" as const };
    const { UserData } = await ec2.send(new DescribeInstanceAttributeCommand(request));
    return Buffer.from(UserData?.Value ?? "", "base64").toString("utf8");
  }

  async function credentials({ instanceId, profile }: VmInstance): Promise<VmCredentials | undefined> {
    if (!profile) return undefined;
    const { InstanceProfile } = await iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName: profile }),
    );
    const role = InstanceProfile?.Roles?.[0];
    if (!role?.Arn || !role.RoleName) return undefined;
    const request = { RoleArn: role.Arn, RoleSessionName: instanceId };
    const { Credentials: keys } = await sts.send(new AssumeRoleCommand(request));
    if (!keys?.AccessKeyId || !keys.SecretAccessKey || !keys.SessionToken) return undefined;
    return {
      role: role.RoleName,
      AccessKeyId: keys.AccessKeyId,
      SecretAccessKey: keys.SecretAccessKey,
      Token: keys.SessionToken,
      Expiration: (keys.Expiration ?? new Date(Date.now() + 3_600_000)).toISOString(),
    };
  }

  return {
    instance,
    userData,
    credentials,
    close: () => {
      for (const client of [ec2, iam, sts]) client.destroy();
    },
  };
}
