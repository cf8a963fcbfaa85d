import { ec2ArnOf } from "../ec2-ids";
import type { AccessRequest, Context } from "../model";
import { type MappingInput, text, texts, UnmappedCallError } from "./call";

/** Resource types that a launch creates. */
const MADE = ["instance", "volume", "network-interface"];

/** A launch is judged by everything that it uses and everything that it creates. */
export function runInstancesRequests({ call, deployed }: MappingInput): AccessRequest[] {
  const { params, region } = call;
  const action = "ec2:RunInstances";
  const arn = (type: string, id: string) => ec2ArnOf(type, id, region, deployed.accountId);
  const template = (params["LaunchTemplate"] ?? {}) as Record<string, unknown>;
  const templateId = text(template, "LaunchTemplateId") ?? text(template, "LaunchTemplateName");
  const image = text(params, "ImageId");
  const subnet = text(params, "SubnetId");
  if (!image || !subnet) throw new UnmappedCallError(call, "the launch has no image or no subnet");
  const own = texts([params["SecurityGroupIds"], params["SecurityGroups"]]);
  const groups = own.length > 0 ? own : deployed.templateSecurityGroups(templateId ?? "");
  const context: Context = {
    "ec2:InstanceType": text(params, "InstanceType") ?? "",
    ...(templateId
      ? {
          "ec2:LaunchTemplate": arn("launch-template", deployed.templateId(templateId) ?? templateId),
        }
      : {}),
  };
  const tagsOf = tagSpecifications(params);
  const used = [
    arn("image", image),
    arn("subnet", subnet),
    ...groups.map((group) => arn("security-group", group)),
    ...(templateId ? [arn("launch-template", deployed.templateId(templateId) ?? templateId)] : []),
  ].map((resource): AccessRequest => ({ action, resource, context }));
  const made = MADE.map(
    (type): AccessRequest => ({
      action,
      resource: arn(type, "new"),
      made: true,
      context: { ...context, "ec2:Encrypted": "true" },
      requestTags: tagsOf.get(type) ?? {},
    }),
  );
  return [...used, ...made];
}

/** Tags by resource type, as in an EC2 request that creates resources. */
export function tagSpecifications(params: Readonly<Record<string, unknown>>) {
  const found = new Map<string, Record<string, string>>();
  for (const one of (params["TagSpecifications"] ?? []) as {
    ResourceType?: string;
    Tags?: { Key: string; Value?: string }[];
  }[]) {
    const tags = Object.fromEntries((one.Tags ?? []).map(({ Key, Value = "" }) => [Key, Value]));
    if (Object.keys(tags).length > 0) found.set(one.ResourceType ?? "", tags);
  }
  return found;
}
