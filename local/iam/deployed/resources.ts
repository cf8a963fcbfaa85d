import {
  DescribeMountTargetsCommand,
  EFSClient,
  paginateDescribeAccessPoints,
  paginateDescribeFileSystems,
} from "@aws-sdk/client-efs";
import { paginateListSecrets, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Tags } from "../model";
import { tagsOf } from "./identities";
import { type Endpoint, READER } from "./json-api";

export interface EfsResources {
  readonly tags: ReadonlyMap<string, Tags>;
  readonly mountTargets: ReadonlyMap<string, string>;
}

export async function readEfs({ url, region }: Endpoint): Promise<EfsResources> {
  const client = new EFSClient({ endpoint: url, region, credentials: READER });
  const tags = new Map<string, Tags>();
  const mountTargets = new Map<string, string>();
  for await (const page of paginateDescribeFileSystems({ client }, {})) {
    for (const { FileSystemArn = "", FileSystemId = "", Tags: own } of page.FileSystems ?? []) {
      tags.set(FileSystemArn, tagsOf(own));
      const { MountTargets } = await client.send(new DescribeMountTargetsCommand({ FileSystemId }));
      for (const { MountTargetId = "" } of MountTargets ?? []) mountTargets.set(MountTargetId, FileSystemId);
    }
  }
  for await (const page of paginateDescribeAccessPoints({ client }, {})) {
    for (const { AccessPointArn = "", Tags: own } of page.AccessPoints ?? [])
      tags.set(AccessPointArn, tagsOf(own));
  }
  client.destroy();
  return { tags, mountTargets };
}

export interface Secrets {
  readonly tags: ReadonlyMap<string, Tags>;
  readonly arns: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, string>;
}

export async function readSecrets({ url, region }: Endpoint): Promise<Secrets> {
  const client = new SecretsManagerClient({ endpoint: url, region, credentials: READER });
  const tags = new Map<string, Tags>();
  const arns = new Map<string, string>();
  const keys = new Map<string, string>();
  for await (const page of paginateListSecrets({ client }, {})) {
    for (const { ARN = "", Name = "", KmsKeyId, Tags: own } of page.SecretList ?? []) {
      tags.set(ARN, tagsOf(own));
      arns.set(Name, ARN);
      if (KmsKeyId) keys.set(ARN, KmsKeyId);
    }
  }
  client.destroy();
  return { tags, arns, keys };
}
