import { at, blocks, isTrue } from "../body";
import type { Rule } from "../model";
import type { Plan } from "../plan";
import type { Body, Resource } from "../resource";
import { isOwnKey, mustBeOff, mustBeOn, mustHave, shown } from "./parts";

const TEMPLATE = ["aws_launch_template"];
const INSTANCE = ["aws_instance"];
/** Patterns of AWS access keys, and of passwords or tokens in plain text. */
const SECRET =
  /\bA(?:KIA|SIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|(?:password|secret|token)\s*=\s*["']?\w{8}/i;
const BASE64 = /base64decode\("([A-Za-z0-9+/=]+)"\)|^([A-Za-z0-9+/=]+)$/;

export const computeRules: readonly Rule[] = [
  {
    id: "metadata-v2-only",
    title: "The metadata of VMs needs a session token (IMDSv2)",
    severity: "high",
    scanners: ["CKV_AWS_79", "AWS-0028", "AWS-0130", "EC2.8", "EC2.170"],
    types: [...TEMPLATE, ...INSTANCE],
    remedy: "metadata_options with http_tokens required, or a launch template that has them",
    check: (resource, plan) => {
      const tokens = at(withTemplate(resource, plan), "metadata_options.http_tokens");
      return tokens === "required" ? undefined : `http_tokens is ${shown(tokens)}`;
    },
  },
  {
    id: "metadata-hop-limit",
    title: "Metadata is not available over a network hop",
    severity: "low",
    scanners: ["CKV_AWS_341"],
    types: TEMPLATE,
    remedy: "http_put_response_hop_limit 1",
    check: ({ body }) => {
      const hops = at(body, "metadata_options.http_put_response_hop_limit");
      return Number(hops ?? 1) <= 1 ? undefined : `http_put_response_hop_limit is ${shown(hops)}`;
    },
  },
  {
    id: "volumes-own-key",
    title: "Volumes of VMs are encrypted with a key of the deployment",
    severity: "high",
    scanners: ["CKV_AWS_8", "AWS-0026", "AWS-0027", "AWS-0131", "EC2.3"],
    types: [...TEMPLATE, ...INSTANCE],
    remedy: "encrypted and kms_key_id on every volume",
    check: (resource, plan) =>
      volumesOf(resource).flatMap((volume) => volumeProblems(resource, volume, plan)),
  },
  {
    id: "vm-without-public-address",
    title: "VMs have no public address",
    severity: "high",
    scanners: ["CKV_AWS_88", "AWS-0009", "EC2.9", "EC2.25"],
    types: [...TEMPLATE, ...INSTANCE],
    remedy: "associate_public_ip_address absent or false",
    check: ({ body }) =>
      isTrue(body["associate_public_ip_address"]) ||
      isTrue(at(body, "network_interfaces.associate_public_ip_address"))
        ? "it requests a public address"
        : undefined,
  },
  {
    id: "user-data-without-secrets",
    title: "User data contains no secret",
    severity: "critical",
    scanners: ["CKV_AWS_46", "AWS-0029", "AWS-0129"],
    types: [...TEMPLATE, ...INSTANCE],
    remedy: "the name of a secret, which the VM reads with its own role",
    check: ({ body }) =>
      SECRET.test(userData(body)) ? "its user data seems to contain a secret" : undefined,
  },
  {
    id: "vm-watched-closely",
    title: "VMs report every minute (detailed monitoring)",
    severity: "low",
    scanners: ["CKV_AWS_126"],
    types: INSTANCE,
    remedy: "monitoring",
    check: (resource, plan) => {
      const value = resource.body["monitoring"] ?? at(withTemplate(resource, plan), "monitoring.enabled");
      return isTrue(value) ? undefined : `monitoring is ${shown(value)}`;
    },
  },
  {
    id: "vm-ebs-optimized",
    title: "VMs have dedicated bandwidth to their volumes (EBS-optimized)",
    severity: "low",
    scanners: ["CKV_AWS_135"],
    types: INSTANCE,
    remedy: "ebs_optimized, on the instance or its launch template",
    check: (resource, plan) => {
      const value = withTemplate(resource, plan)["ebs_optimized"];
      return isTrue(value) ? undefined : `ebs_optimized is ${shown(value)}`;
    },
  },
  mustHave(
    {
      id: "vm-has-role",
      title: "VMs have a role, so that they need no access keys",
      severity: "medium",
      scanners: ["CKV2_AWS_41"],
      types: INSTANCE,
      remedy: "iam_instance_profile",
    },
    "iam_instance_profile",
  ),
  mustBeOn(
    {
      id: "vm-termination-protected",
      title: "VMs of the config have termination protection",
      severity: "medium",
      scanners: [],
      types: INSTANCE,
      remedy: "disable_api_termination",
    },
    "disable_api_termination",
  ),
  mustBeOff(
    {
      id: "vm-volume-outlives-it",
      title: "The root volume of a VM of the config outlives its entry",
      severity: "medium",
      scanners: [],
      types: INSTANCE,
      remedy: "delete_on_termination false",
    },
    "root_block_device.delete_on_termination",
    "on",
  ),
];

/**
 * An instance's own values, which override those of its launch template; the instance refers to the template by name.
 */
function withTemplate({ type, body }: Resource, plan: Plan): Body {
  if (type !== "aws_instance") return body;
  const name = at(body, "launch_template.name");
  const template = plan.ofType("aws_launch_template").find((one) => one.body["name"] === name);
  return { ...template?.body, ...body };
}

function volumesOf({ type, body }: Resource): readonly Body[] {
  if (type === "aws_instance")
    return [...blocks(body, "root_block_device"), ...blocks(body, "ebs_block_device")];
  return blocks(body, "block_device_mappings").flatMap((mapping) => blocks(mapping, "ebs"));
}

function volumeProblems(resource: Resource, volume: Body, plan: Plan): readonly string[] {
  if (!isTrue(volume["encrypted"])) return ["a volume is not encrypted"];
  const value = volume["kms_key_id"];
  return isOwnKey(resource, value, plan) ? [] : [`a volume's kms_key_id is ${shown(value)}`];
}

function userData(body: Body): string {
  const text = String(body["user_data"] ?? body["user_data_base64"] ?? "");
  const [, inFunction, bare] = BASE64.exec(text) ?? [];
  const encoded = inFunction ?? bare;
  return encoded ? Buffer.from(encoded, "base64").toString() : text;
}
