import { ec2ArnOf } from "../ec2-ids";
import type { AccessRequest } from "../model";
import type { MappingInput } from "./call";
import { requestTags } from "./request-tags";
import { tagSpecifications } from "./run-instances";

/** Tagging actions that AWS also checks when a creation carries tags. */
const TAGGING: Readonly<Record<string, string>> = {
  backup: "TagResource",
  cloudtrail: "AddTags",
  cloudwatch: "TagResource",
  dynamodb: "TagResource",
  elasticfilesystem: "TagResource",
  events: "TagResource",
  kms: "TagResource",
  lambda: "TagResource",
  logs: "TagResource",
  rds: "AddTagsToResource",
  secretsmanager: "TagResource",
  sns: "TagResource",
  sqs: "TagQueue",
  ssm: "AddTagsToResource",
};
const IAM_TAGGING: Readonly<Record<string, string>> = {
  CreateInstanceProfile: "TagInstanceProfile",
  CreateOpenIDConnectProvider: "TagOpenIDConnectProvider",
  CreatePolicy: "TagPolicy",
  CreateRole: "TagRole",
};
const CREATES = /^(Allocate|Authorize|Create|Put|Run|Register|Copy|Request)/;
/** The resource that is tagged, where it is not the one that the creation is judged by. */
const TAGGED: Readonly<Record<string, string>> = {
  "elasticfilesystem:CreateAccessPoint": "access-point/new",
  "elasticfilesystem:CreateFileSystem": "file-system/new",
};

/** The permission to tag, which a caller that creates a resource with tags needs too. */
export function tagging(input: MappingInput, direct: readonly AccessRequest[]): AccessRequest[] {
  const { call, deployed } = input;
  const { service, action, params, region } = call;
  if (!CREATES.test(action)) return [];
  if (service === "ec2") {
    return [...tagSpecifications(params)].map(([type, tags]) => ({
      action: "ec2:CreateTags",
      resource: ec2ArnOf(type, "new", region, deployed.accountId),
      made: true,
      requestTags: tags,
      context: { "ec2:CreateAction": action },
    }));
  }
  const tags = requestTags(params);
  const name = service === "iam" ? IAM_TAGGING[action] : TAGGING[service];
  if (!name || Object.keys(tags).length === 0) return [];
  const other = TAGGED[`${service}:${action}`];
  const resource = other
    ? `arn:aws:${service}:${region}:${deployed.accountId}:${other}`
    : (direct.find(({ made }) => made) ?? direct[0])?.resource;
  if (!resource || resource === "*") return [];
  const context = { [`${service}:CreateAction`]: action };
  return [{ action: `${service}:${name}`, resource, made: true, requestTags: tags, context }];
}
