import { at, blocks } from "../body";
import type { Rule } from "../model";
import type { Body } from "../resource";

/** Required tags of every resource that supports tags. */
const TAGS = ["ManagedBy", "Environment"];
const LAUNCHED = ["instance", "volume"];

export const tagRules: readonly Rule[] = [
  {
    id: "default-tags",
    title: "All resources have tags with their manager and environment",
    severity: "low",
    scanners: ["EC2.33", "SQS.2", "DynamoDB.5", "EFS.5", "Lambda.6", "CloudWatch.1"],
    types: ["provider"],
    remedy: `the provider's default_tags with ${TAGS.join(" and ")}`,
    check: ({ body }) => missing(at(body, "default_tags.tags")),
  },
  {
    id: "tags-not-overruled",
    title: "No resource overrides the provider's default tags",
    severity: "low",
    scanners: [],
    types: ["aws_instance", "aws_iam_role", "aws_efs_access_point", "aws_launch_template"],
    remedy: "no tag of its own with a default tag's name and another value",
    check: ({ stack, body }, plan) => {
      const [provider] = plan.ofType("provider").filter((one) => one.stack === stack);
      const defaults = (provider && at(provider.body, "default_tags.tags")) as Body | undefined;
      const own = (body["tags"] ?? {}) as Body;
      return TAGS.filter((name) => own[name] !== undefined && own[name] !== defaults?.[name]).map(
        (name) => `${name} is ${own[name]}`,
      );
    },
  },
  {
    id: "launch-template-tags",
    title: "Launch templates tag what they launch, because default tags do not apply",
    severity: "low",
    scanners: ["CKV_AWS_153"],
    types: ["aws_launch_template"],
    remedy: `tag_specifications for ${LAUNCHED.join(" and ")} with ${TAGS.join(" and ")}`,
    check: ({ body }) => {
      const specifications = blocks(body, "tag_specifications");
      return LAUNCHED.flatMap((kind) =>
        missing(specifications.find((one) => one["resource_type"] === kind)?.["tags"]).map(
          (problem) => `${kind}: ${problem}`,
        ),
      );
    },
  },
  {
    id: "vm-volume-tagged",
    title: "The volume of a VM of the config has tags with its owner and cost center",
    severity: "low",
    scanners: [],
    types: ["aws_instance"],
    remedy: "tags of the root block device",
    check: ({ body }) =>
      ["ClientName", "DeveloperName", "ManagedBy"]
        .filter((name) => at(body, `root_block_device.tags.${name}`) === undefined)
        .map((name) => `${name} is absent`),
  },
];

function missing(tags: unknown): readonly string[] {
  return TAGS.filter((name) => (tags as Body | undefined)?.[name] === undefined).map(
    (name) => `${name} is absent`,
  );
}
