import type { AccessRequest } from "../model";
import { type MappingInput, text, texts, UnmappedCallError } from "./call";

/** The AWS service that assumes the role passed in a request, by the request's service. */
const PASSED_TO: Readonly<Record<string, string>> = {
  apigateway: "apigateway.amazonaws.com",
  backup: "backup.amazonaws.com",
  cloudtrail: "cloudtrail.amazonaws.com",
  ec2: "vpc-flow-logs.amazonaws.com",
  events: "events.amazonaws.com",
  lambda: "lambda.amazonaws.com",
  logs: "logs.amazonaws.com",
  rds: "monitoring.rds.amazonaws.com",
  scheduler: "scheduler.amazonaws.com",
  sns: "sns.amazonaws.com",
  ssm: "ssm.amazonaws.com",
};
const HANDS_OVER = /^(Add|Associate|Create|Modify|Put|Run|Start|Update|Register|Set)/;
const ROLE = /^arn:aws:iam::\d+:role\//;
const EC2 = "ec2.amazonaws.com";

/** A caller that passes a role to an AWS service needs `iam:PassRole` for that role and service. */
export function passedRoles(input: MappingInput): AccessRequest[] {
  const { call, deployed } = input;
  const { service, action, params } = call;
  if (!HANDS_OVER.test(action)) return [];
  const profile = profileOf(params);
  if (profile) {
    const roles = deployed.profileRoles(profile);
    if (roles.length === 0) throw new UnmappedCallError(call, `no role in instance profile ${profile}`);
    return roles.map((name) => pass(deployed.role(name)?.arn ?? "", EC2));
  }
  if (service === "iam" && action === "AddRoleToInstanceProfile") {
    const role = deployed.role(text(params, "RoleName") ?? "");
    if (!role) throw new UnmappedCallError(call, "the role is not deployed");
    return [pass(role.arn, EC2)];
  }
  // A key policy or a trust policy may name roles without passing any.
  if (["iam", "kms", "sts", "s3"].includes(service)) return [];
  const roles = [...new Set(texts(params).filter((value) => ROLE.test(value)))];
  const to = PASSED_TO[service];
  if (roles.length > 0 && !to)
    throw new UnmappedCallError(call, "it is unknown which service the role is passed to");
  return roles.map((role) => pass(role, to ?? ""));
}

function pass(role: string, service: string): AccessRequest {
  return { action: "iam:PassRole", resource: role, context: { "iam:PassedToService": service } };
}

function profileOf(params: Readonly<Record<string, unknown>>): string | undefined {
  const profile = params["IamInstanceProfile"] as { Arn?: string; Name?: string } | undefined;
  return profile?.Name ?? profile?.Arn?.split("/").at(-1);
}
