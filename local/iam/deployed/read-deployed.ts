import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Deployed, Encryption } from "../model";
import { readEc2 } from "./ec2";
import { readIdentities } from "./identities";
import { type Endpoint, jsonApi, READER } from "./json-api";
import { readKeys } from "./keys";
import { resourcePolicies } from "./resource-policies";
import { readEfs, readSecrets } from "./resources";

/** The account that the emulator serves. */
const ACCOUNT = "123456789012";

/** Reads identities with their policies, tags and keys, and resource policies on demand. */
export async function readDeployed(endpoint: Endpoint): Promise<Deployed> {
  const { region } = endpoint;
  const [identities, ec2, efs, secrets, keys] = await Promise.all([
    readIdentities(endpoint),
    readEc2(endpoint, ACCOUNT),
    readEfs(endpoint),
    readSecrets(endpoint),
    readKeys(endpoint),
  ]);
  const tagSources = [ec2.tags, efs.tags, secrets.tags, keys.tags];
  const roleTags = new Map([...identities.roles.values()].map(({ arn, tags }) => [arn, tags]));
  const ofResource = resourcePolicies(endpoint);
  const trusts = new Map([...identities.roles.values()].map(({ arn, trust }) => [arn, trust]));
  const template = (idOrName: string) =>
    ec2.templates.find(({ id, name }) => id === idOrName || name === idOrName);
  const keyOfQueues = queueKeys(endpoint);

  async function encryption(arn: string): Promise<Encryption | undefined> {
    const service = arn.split(":")[2] ?? "";
    const id = await keyId(service, arn);
    const keyArn = id ? keys.arns.get(id) : undefined;
    if (!keyArn || !keys.customerManaged.has(keyArn)) return undefined;
    return { keyArn, viaService: `${service}.${region}.amazonaws.com` };
  }

  async function keyId(service: string, arn: string): Promise<string | undefined> {
    if (service === "sqs") return keyOfQueues(arn);
    if (service === "secretsmanager") return secrets.keys.get(arn);
    if (service === "dynamodb") return tableKey(endpoint, arn);
    return undefined;
  }

  return {
    accountId: ACCOUNT,
    region,
    roles: [...identities.roles.values()],
    role: (name) => identities.roles.get(name),
    user: (name) => identities.users.get(name),
    policyArn: (name) => identities.policyArns.get(name),
    policy: (name) => identities.policies.get(name),
    profileArn: (name) => identities.profiles.get(name)?.arn,
    profileRoles: (name) => identities.profiles.get(name)?.roles ?? [],
    tags: (arn) => roleTags.get(arn) ?? tagSources.find((tags) => tags.has(arn))?.get(arn) ?? {},
    tagged: tagSources.flatMap((tags) => [...tags.keys()]),
    secretArn: (id) => (id.startsWith("arn:") ? id : secrets.arns.get(id)),
    keyArn: (id) => keys.arns.get(id),
    templateId: (name) => template(name)?.id,
    templateSecurityGroups: (idOrName) => template(idOrName)?.securityGroups ?? [],
    encryption,
    volumeKeys: (instanceId) =>
      (ec2.volumeKeys.get(instanceId) ?? []).flatMap((id) => {
        const arn = keys.arns.get(id);
        return arn && keys.customerManaged.has(arn) ? [arn] : [];
      }),
    templateKeys: (idOrName) => template(idOrName)?.keys ?? [],
    launchKeys: (named) => {
      const ids = named.length > 0 ? named : [ec2.defaultKey ?? ""];
      const arns = ids.map((id) => keys.arns.get(id) ?? "");
      return [...new Set(arns)].filter((arn) => keys.customerManaged.has(arn));
    },
    fileSystemOf: (mountTargetId) => efs.mountTargets.get(mountTargetId),
    resourcePolicy: async (arn) => (trusts.has(arn) ? trusts.get(arn) : ofResource(arn)),
  };
}

function queueKeys({ url, region }: Endpoint): (arn: string) => Promise<string | undefined> {
  const client = new SQSClient({ endpoint: url, region, credentials: READER });
  const known = new Map<string, Promise<string | undefined>>();
  const read = async (arn: string) => {
    const name = arn.split(":").at(-1);
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    const request = { QueueUrl, AttributeNames: ["KmsMasterKeyId" as const] };
    return (await client.send(new GetQueueAttributesCommand(request))).Attributes?.["KmsMasterKeyId"];
  };
  return (arn) => {
    const found = known.get(arn) ?? read(arn);
    known.set(arn, found);
    return found;
  };
}

async function tableKey(endpoint: Endpoint, arn: string): Promise<string | undefined> {
  const TableName = arn.split("/")[1];
  const { Table } = await jsonApi<{ Table: { SSEDescription?: { KMSMasterKeyArn?: string } } }>(
    endpoint,
    "dynamodb",
    "DynamoDB_20120810.DescribeTable",
    { TableName },
  );
  return Table.SSEDescription?.KMSMasterKeyArn;
}
