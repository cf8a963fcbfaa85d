import type { AccessRequest, Deployed, Identity, Tags } from "./model";

/** Services that also have a condition key of their own for their resources' tags. */
const OWN_TAG_KEY: Readonly<Record<string, string>> = {
  ec2: "ec2:ResourceTag",
  iam: "iam:ResourceTag",
  ssm: "ssm:resourceTag",
};

export interface Session {
  /** ARN of the caller: of the session, if the caller assumed a role. */
  readonly principal: string;
  readonly identity?: Identity;
  /** The Region that is called. */
  readonly region: string;
  /** The instance whose credentials are used. */
  readonly instanceArn?: string;
}

/** Every condition key that AWS would set for this request, as far as the emulator can provide it. */
export function contextOf(
  request: AccessRequest,
  { principal, identity, region, instanceArn }: Session,
  deployed: Deployed,
): Record<string, string | string[]> {
  const service = request.action.split(":")[0] ?? "";
  const global = ["iam", "sts"].includes(service);
  const resourceTags = request.made ? {} : deployed.tags(request.resource);
  const own = OWN_TAG_KEY[service];
  const tagKeys = request.tagKeys ?? Object.keys(request.requestTags ?? {});
  return {
    "aws:SecureTransport": "true",
    "aws:RequestedRegion": global ? "us-east-1" : region,
    "aws:PrincipalArn": identity?.arn ?? principal,
    "aws:PrincipalAccount": deployed.accountId,
    "aws:PrincipalIsAWSService": String(principal.endsWith(".amazonaws.com")),
    "aws:ResourceAccount": deployed.accountId,
    "aws:ViaAWSService": "false",
    ...prefixed("aws:PrincipalTag", identity?.tags ?? {}),
    ...prefixed("aws:ResourceTag", resourceTags),
    ...(own ? prefixed(own, resourceTags) : {}),
    ...prefixed("aws:RequestTag", request.requestTags ?? {}),
    ...(tagKeys.length > 0 ? { "aws:TagKeys": [...tagKeys] } : {}),
    ...(instanceArn ? { "ec2:SourceInstanceARN": instanceArn } : {}),
    ...mutable(request.context ?? {}),
  };
}

function prefixed(key: string, tags: Tags): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`${key}/${tag}`, value]));
}

function mutable(
  context: Readonly<Record<string, string | readonly string[]>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
  );
}
