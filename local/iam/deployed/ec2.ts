import {
  EC2Client,
  GetEbsDefaultKmsKeyIdCommand,
  type LaunchTemplateVersion,
  paginateDescribeLaunchTemplateVersions,
  paginateDescribeTags,
  paginateDescribeVolumes,
} from "@aws-sdk/client-ec2";
import { ec2Arn } from "../ec2-ids";
import type { Tags } from "../model";
import { type Endpoint, READER } from "./json-api";

export interface LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly securityGroups: readonly string[];
  /** Keys that it names for volumes, as written there. */
  readonly keys: readonly string[];
}

export interface Ec2Resources {
  /** By ARN. */
  readonly tags: ReadonlyMap<string, Tags>;
  /** Keys of volumes by instance. */
  readonly volumeKeys: ReadonlyMap<string, readonly string[]>;
  readonly templates: readonly LaunchTemplate[];
  /** The account's default key for volumes. */
  readonly defaultKey: string | undefined;
}

export async function readEc2({ url, region }: Endpoint, accountId: string): Promise<Ec2Resources> {
  const client = new EC2Client({ endpoint: url, region, credentials: READER });
  const [tags, volumeKeys, templates, { KmsKeyId: defaultKey }] = await Promise.all([
    readTags(client, region, accountId),
    readVolumeKeys(client),
    readTemplates(client),
    client.send(new GetEbsDefaultKmsKeyIdCommand({})),
  ]);
  client.destroy();
  return { tags, volumeKeys, templates, defaultKey };
}

async function readTags(client: EC2Client, region: string, accountId: string) {
  const tags = new Map<string, Record<string, string>>();
  for await (const page of paginateDescribeTags({ client }, { MaxResults: 1000 })) {
    for (const { ResourceId = "", Key = "", Value = "" } of page.Tags ?? []) {
      const arn = ec2Arn(ResourceId, region, accountId) ?? ResourceId;
      tags.set(arn, { ...tags.get(arn), [Key]: Value });
    }
  }
  return tags;
}

async function readVolumeKeys(client: EC2Client) {
  const keys = new Map<string, readonly string[]>();
  for await (const page of paginateDescribeVolumes({ client }, {})) {
    for (const { KmsKeyId, Attachments = [] } of page.Volumes ?? []) {
      for (const { InstanceId = "" } of KmsKeyId ? Attachments : [])
        keys.set(InstanceId, [...(keys.get(InstanceId) ?? []), KmsKeyId ?? ""]);
    }
  }
  return keys;
}

async function readTemplates(client: EC2Client): Promise<LaunchTemplate[]> {
  const templates: LaunchTemplate[] = [];
  for await (const page of paginateDescribeLaunchTemplateVersions({ client }, { Versions: ["$Latest"] }))
    templates.push(...(page.LaunchTemplateVersions ?? []).map(templateOf));
  return templates;
}

function templateOf(version: LaunchTemplateVersion): LaunchTemplate {
  const {
    SecurityGroupIds = [],
    NetworkInterfaces = [],
    BlockDeviceMappings = [],
  } = version.LaunchTemplateData ?? {};
  return {
    id: version.LaunchTemplateId ?? "",
    name: version.LaunchTemplateName ?? "",
    securityGroups: [...SecurityGroupIds, ...NetworkInterfaces.flatMap(({ Groups }) => Groups ?? [])],
    keys: BlockDeviceMappings.flatMap(({ Ebs }) => Ebs?.KmsKeyId ?? []),
  };
}
